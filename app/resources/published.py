"""What is shown of an entity: its columns as named, its figures as quantities, and the facts that prove them."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args

import sqlalchemy as sa
from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python
from sqlmodel import col

from app.kit.resource import Found, Item, Schema
from app.kit.rows.memory import PLANS
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot
from app.models import Fact, Place
from app.models.base import Named
from app.models.source import OWN, Source, source
from app.models.words import Language, Listing, Rank, Scope, Status, ValueType
from app.resources.name import NAME, Name, Remark, name_of, remark_of
from app.resources.quantity import quantity_of

STATED = (
    "id", "property", "slug", "value_type", "number", "text", "language", "object_type", "object_id", "bound", "unit",
    "scope", "status", "basis", "best",
)  # fmt: skip
"""What is needed of a fact to show it within a row."""

FACTS = Related(
    sa.select(*(getattr(Fact, name) for name in STATED))
    .where(col(Fact.rank) != Rank.DEPRECATED)
    .order_by(col(Fact.standing), col(Fact.id)),
    Fact.subject_id,
)
"""The facts of each row that may answer a question, best first."""


def naming(entity: type[Named], parent: str) -> Related:
    """Return the name of what the column `parent` of each row points to."""
    return Related(sa.select(*(getattr(entity, name) for name in NAME)), entity.id, parent=parent)


PLACE = naming(Place, "place")
"""The name of the place of each row."""


class Figures(BaseModel):
    """Figures of a row; each is null if not stated."""

    @classmethod
    def part(cls) -> "Part":
        """Return what finds the best fact of each figure's property and scope, never falling back to another scope."""
        # The property and the scope of each figure; None for the scope of the row.
        origins = {name: source(name) or Source(name) for name in cls.model_fields}
        nothing: Item = dict.fromkeys(origins)

        def figures(row: Row, facts: Sequence[Row]) -> Item:
            if not facts:
                return nothing
            own = getattr(row, "scope", None) or Scope.ALL
            best = {(fact.property, fact.scope): fact for fact in reversed(facts)}
            found = ((name, best.get((of.property, of.scope or own))) for name, of in origins.items())
            return {name: quantity_of(fact) if fact else None for name, fact in found}

        return figures


NULL = (None,)


class Published(Schema):
    """Base of what is shown of an entity."""

    related: ClassVar[dict[str, Related]] = {"facts": FACTS}

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Item:
        """Return what is shown of `row`; a subclass adds what is not a column in `more`."""
        keys, taken, parts = _plan(cls, row.__class__)
        facts = found["facts"]
        item: Item = dict(zip(keys, taken(row + NULL)))  # noqa: B905  (both are of the plan)
        for name, part in parts:
            item[name] = part(row, facts)
        for name, value in cls.more(row, found).items():
            item[name] = value if value is None or value.__class__ is dict else to_jsonable_python(value)
        return item

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Return values that no column of the row holds, a dict as JSON values; a place is shown by its name."""
        return {"place": named(found["place"])} if "place" in found else {}


Part = Callable[[Row, Sequence[Row]], Any]
"""Makes one value of an item from its row and facts."""


class Plan(NamedTuple):
    """The keys of an item in their order, and how they are found.

    `taken` takes a value for each key from a row with a null after it, which stands for what is no column: that is in
    `parts`, or added by `more`.
    """

    keys: tuple[str, ...]
    taken: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    parts: tuple[tuple[str, Part], ...]


@lru_cache(PLANS)
def _plan(published: type[Published], rows: type[Row]) -> Plan:
    """Decide once for the rows of a statement, by the types that a model declares."""
    columns: tuple[str, ...] = rows._fields
    found = {name: _part(name, field.annotation, columns) for name, field in published.model_fields.items()}
    places = {name: place for place, name in enumerate(columns)}
    plain = [len(columns) if part else places.get(name, len(columns)) for name, part in found.items()]
    parts = tuple((name, part) for name, part in found.items() if part is not None)
    return Plan(tuple(found), itemgetter(*plain), parts)


def _part(name: str, annotation: Any, columns: tuple[str, ...]) -> Part | None:
    kinds = {annotation, *get_args(annotation)}
    figures = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Figures)), None)
    if name == "facts":
        return proofs
    if figures:
        return figures.part()
    if Name in kinds and f"{name}_en" in columns:
        return lambda row, _: name_of(row, name)
    if Remark in kinds:
        return lambda row, _: remark_of(row)
    return None


def named(rows: Sequence[Row]) -> Item | None:
    """Return the name of the one related row, if there is one."""
    return name_of(rows[0], "name") if rows else None


def proofs(row: Row, facts: Sequence[Row]) -> dict[str, list[str]]:
    """Return the fact ids for each column that is not a figure; those of a listing stand under the list."""
    proven = _proven(row._fields) if facts else {}
    found: dict[str, list[str]] = {}
    for fact in facts:
        name = "record" if fact.property == "record" else proven.get((fact.property, fact.slug))
        if name is not None and fact.value_type != ValueType.NUMBER:
            found.setdefault(name, []).append(fact.id)
    return found


@cache
def _proven(columns: tuple[str, ...]) -> dict[tuple[str, str | None], str]:
    origins = {origin for name in columns if name not in {*OWN, "belongs_to"} and (origin := source(name))}
    return {(origin.property, origin.slug): origin.slug or origin.property for origin in origins}


class OpenList(BaseModel):
    """Base of a list that a document may not exhaust."""

    complete: bool | None = Field(
        description="Whether the document names all there are: false after “such as” or 等, null if it does not say."
    )


class Printed(BaseModel):
    """Words that a document prints."""

    text: str
    language: Language
    fact: str = Field(description="Id of the fact that proves it.")

    @classmethod
    def all_of(cls, facts: Sequence[Row], name: str) -> list[Self]:
        """Return the words stated for a property, in the order of their ids."""
        stated = sorted((fact for fact in facts if fact.property == name and fact.best), key=lambda fact: str(fact.id))
        return [cls(text=fact.text, language=fact.language, fact=fact.id) for fact in stated]


class Texts(OpenList):
    """Words that a document prints as a list."""

    items: list[Printed]

    @classmethod
    def of(cls, facts: Sequence[Row], name: str) -> Self:
        """Return the list that a property makes."""
        return cls(items=Printed.all_of(facts, name), complete=listed(facts, name))


def listed(facts: Sequence[Row], name: str) -> bool | None:
    """Return whether a list names all there are, as the facts of its owner say; None if they do not."""
    marks = (fact.text for fact in facts if (fact.property, fact.slug) == ("listing", name) and fact.best)
    return complete(next(marks, None))


SummitId = Annotated[str, Field(description="Id of the summit.", examples=["wuzhen-2023"])]
SeriesId = Annotated[str, Field(description="Id of the series.", examples=["wuzhen"])]
EventYear = Annotated[int, Field(description="Year of the event.", examples=[2023])]
EventStatus = Annotated[Status, Field(description="`planned` if it is only announced, never to be read as held.")]
Proofs = Annotated[
    dict[str, list[str]],
    Field(
        description="Ids of the facts that prove each other column, best first.",
        examples=[{"theme": ["wuzhen-2023.theme.en"]}],
    ),
]


def complete(listing: str | None) -> bool | None:
    """Return whether a list names all there are; None if the documents do not say."""
    return None if listing is None else listing == Listing.COMPLETE
