"""What a tool declares: its arguments, when to use it, and how it answers; and how arguments are refused."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema, to_json

from app.agents.budget import MOST, Item, first, fit
from app.agents.desk import NAMES, Desk
from app.kit.problems import Fault, ProblemError, refuse
from app.kit.query import MOST_REPEATS, NAME
from app.kit.rows.store import Store
from app.models.words import Language
from app.questions.body import LONGEST, understood
from app.resources import fields as f

Property = Annotated[f.Property, WithJsonSchema({"type": "string", "maxLength": 64})]
"""A word of the vocabulary, which is too long to stand in a schema; what is allowed is told by `describe`."""

Years = Annotated[list[f.Year], Field(min_length=1, max_length=MOST_REPEATS)]


class Arguments(BaseModel):
    """Base of the arguments of a tool; anything undeclared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language = Field(
        Language.EN, description="Language of figures, explanations and citations. Do not translate a hedge yourself."
    )


@dataclass(frozen=True)
class AgentTool:
    """A tool for agents; `about` tells a model when to use it, and when not. `computes` tells that it takes long."""

    name: str
    title: str
    about: str
    arguments: type[Arguments]
    run: Callable[[Desk, Any], str]
    computes: bool = False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the arguments."""
        schema = self.arguments.model_json_schema(schema_generator=_Plain)
        for part in (schema, *schema.get("$defs", {}).values()):
            part.pop("title", None)
        return {name: part for name, part in schema.items() if name != "description"}

    def answer(self, store: Store, arguments: dict[str, Any]) -> str:
        """Return the answer, under the budget. Raises ProblemError, which names arguments by their own names."""
        asked = self._read(arguments)
        with store.open() as snapshot:
            try:
                return self.run(Desk(snapshot, asked.language), asked)
            except ProblemError as error:
                own = {NAMES[name]: name for name in self.arguments.model_fields if name in NAMES}
                faults = [one.model_copy(update={"name": own.get(str(one.name), one.name)}) for one in error.faults]
                raise ProblemError(error.status, error.detail, faults) from error

    def _read(self, arguments: dict[str, Any]) -> Arguments:
        known = list(self.arguments.model_fields)
        unknown = [name for name in arguments if name not in known]
        if unknown:
            shown = [name if NAME.fullmatch(name) else None for name in unknown]
            raise refuse([_fault(name, "there is no such argument", known) for name in shown])
        try:
            raw = to_json({name: value for name, value in arguments.items() if value is not None})
        except ValueError as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, "the arguments cannot be read: they are no JSON") from error
        if len(raw) > LONGEST:
            raise ProblemError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the arguments may have {LONGEST:,} bytes; send a text in parts"
            )
        return understood(self.arguments, raw)


def refusal(error: ProblemError) -> str:
    """Return what an agent is told instead of an answer: each argument at fault, and what is allowed."""
    lines = []
    for one in error.faults:
        allowed = f" Allowed: {first(one.allowed, MOST // 2)}." if one.allowed else ""
        lines.append(f"- {one.name or 'an argument'}: {one.detail}.{allowed}")
    items = [Item(line, line, line) for line in dict.fromkeys(lines)]

    def rest(shown: int) -> str:
        return f"and {len(items) - shown} more" if shown < len(items) else ""

    detail = error.detail.replace("parameter", "argument").replace("; see errors", "")
    return fit(f"Nothing was answered: {detail}.", items, rest)


def seen_all(total: int) -> ProblemError:
    """Return the refusal to leave out more than there is."""
    return refuse(
        [_fault("skip", f"there are {total} in all, so no more than {max(total - 1, 0)} can be left out", [])]
    )


def _fault(name: str | None, detail: str, allowed: list[str]) -> Fault:
    return Fault(location="body", name=name, detail=detail, allowed=allowed or None)


class _Plain(GenerateJsonSchema):
    """A schema that costs a model little: no titles, and what may be left out is not told to be null."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave titles out: they repeat the names."""
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """Give the words alone."""
        return {"type": "string", "enum": [str(word) for word in schema["members"]]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Describe what may be given."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out that a default is null."""
        if schema.get("default", 0) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)
