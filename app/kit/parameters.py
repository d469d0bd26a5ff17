"""The parameters of each route: what its filters declare, and what every list and item takes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from app.kit.query import MOST_REPEATS, Comma, is_list
from app.kit.resource import Include, Resource
from app.kit.rows.filters import Filters

DEPTH = 2
"""How deep `include=` may go."""

WHOLE = re.compile("0|[1-9][0-9]{0,18}")
"""ASCII digits without a leading zero, as many as a 64-bit integer has."""


def decimal(written: object) -> object:
    """Turn ASCII digits into an integer; anything else (signs, blanks, `1_000`, other digits) is left to be refused."""
    if isinstance(written, str):
        if not WHOLE.fullmatch(written):
            raise ValueError("one whole number in plain digits is needed; a parameter of several values is repeated")
        return int(written)
    return written


def _truth(written: object) -> object:
    if isinstance(written, str):
        if written not in {"true", "false"}:
            raise ValueError("true or false is needed")
        return written == "true"
    return written


Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
"""`true` or `false`."""

PAGED: dict[str, Any] = {
    "limit": (
        Annotated[int, Field(ge=1, le=1000), BeforeValidator(decimal)],
        Field(
            100,
            description="Items in an answer, at most: 100 where it is not given, and all in formats without pages.",
            examples=[2],
            # Docs pages and clients would send the default, which other formats do not have.
            json_schema_extra=lambda schema: schema.pop("default"),  # type: ignore[arg-type]
        ),
    ),
    "cursor": (
        Annotated[str | None, Field(pattern="^[A-Za-z0-9_-]+$", max_length=4000)],
        Field(None, description="Where to go on: taken from `next`. It ends with its release (410)."),
    ),
}
"""The parameters of everything that is answered page by page."""


class Nothing(BaseModel):
    """A route without parameters."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


def included_words(include: dict[str, Include], folder: Path | None, depth: int = DEPTH) -> Iterator[str]:
    """Return the words that `include=` allows: names, and names within names."""
    for name, child in include.items():
        if child.offered(folder):
            yield name
            if depth > 1:
                yield from (f"{name}.{inner}" for inner in included_words(dict(child.children()), folder, depth - 1))


def list_parameters(resource: Resource, folder: Path | None) -> type[Filters]:
    """Return the model of a list's parameters."""
    keys = [sign + key for key in resource.sort for sign in ("", "-")]
    default = ",".join(resource.default_sort)
    more: dict[str, Any] = {
        "sort": (
            _words(keys),
            Field(
                None,
                description=f"Keys to sort by, `-` descending; nulls last both ways. Default `{default}`.",
                examples=[[keys[1]]],
            ),
        ),
        **PAGED,
        **_shown(resource, folder),
    }
    return create_model(f"{resource.schema.__name__}Query", __base__=resource.filters, **more)


def item_parameters(resource: Resource, folder: Path | None) -> type[BaseModel]:
    """Return the model of an item's parameters."""
    return create_model(f"{resource.schema.__name__}ItemQuery", __base__=Nothing, **_shown(resource, folder))


def _shown(resource: Resource, folder: Path | None) -> dict[str, Any]:
    names = list(resource.schema.model_fields)
    more: dict[str, Any] = {
        "fields": (
            _words(names),
            Field(None, description="Keys to show; `id` always is. Default: all.", examples=[names[:2]]),
        )
    }
    words = list(included_words(dict(resource.include), folder))
    if words:
        text = "What to add under `included`; a dot goes one level deeper."
        more["include"] = (_words(words), Field(None, description=text, examples=[words[:1]]))
    return more


def _words(words: list[str]) -> Any:
    # The one dynamic spot: these words are known only when a resource is published.
    word: Any = Literal[tuple(words)]
    return Annotated[list[word] | None, Comma(), Field(min_length=1)]


def documented_parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Return a model's fields as OpenAPI parameters."""
    schema = model.model_json_schema()
    defs = schema.get("$defs", {})
    return [_parameter(name, model, dict(part), defs) for name, part in schema.get("properties", {}).items()]


def _parameter(name: str, model: type[BaseModel], part: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    description, examples = part.pop("description"), part.pop("examples", [])
    options = [option for option in part.pop("anyOf", []) if option != {"type": "null"}]
    for option in options:
        part |= option
    part.pop("title", None)
    if part.get("default", 0) is None:
        part.pop("default")
    field = model.model_fields[name]
    parameter: dict[str, Any] = {"name": name, "in": "query", "required": field.is_required()}
    parameter["schema"] = _inline(part, defs)
    commas = any(isinstance(mark, Comma) for mark in field.metadata)
    if commas:
        # One text: generated clients repeat what is documented as a list, whatever its `explode` says.
        words = parameter["schema"]["items"]["enum"]
        description += f" Several stand between commas. Allowed: {', '.join(f'`{word}`' for word in words)}."
        word = "|".join(words).replace(".", r"\.")
        parameter["schema"] = {"type": "string", "pattern": f"^(?:{word})(?:,(?:{word}))*$"}
        examples = [",".join(example) for example in examples]
    elif is_list(field.annotation):
        parameter |= {"style": "form", "explode": True}
        parameter["schema"]["maxItems"] = MOST_REPEATS
    if examples:
        # Docs pages fill in every `example` at once, which would ask for all filters together.
        parameter["example" if field.is_required() else "x-example"] = examples[0]
        description += f" For example `{_written(name, examples[0])}`."
    return parameter | {"description": description}


def _written(name: str, example: Any) -> str:
    values = example if isinstance(example, list) else [example]
    texts = [str(value).lower() if isinstance(value, bool) else str(value) for value in values]
    return "&".join(f"{name}={text}" for text in texts)


def _inline(part: Any, defs: dict[str, Any]) -> Any:
    if isinstance(part, dict):
        if "$ref" in part:
            found = dict(defs[part["$ref"].rsplit("/", 1)[1]])
            return {key: _inline(value, defs) for key, value in found.items() if key not in {"title", "description"}}
        if "const" in part:
            part = {**{key: value for key, value in part.items() if key != "const"}, "enum": [part["const"]]}
        return {key: _inline(value, defs) for key, value in part.items()}
    return [_inline(value, defs) for value in part] if isinstance(part, list) else part
