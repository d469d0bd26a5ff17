"""What is shown of an entity: its columns as named, its figures as quantities, and the facts that prove them."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import BaseModel, Field
from sqlmodel import col, select

from app.kit.resource import Found, Related, Schema
from app.kit.rows.store import Row, Snapshot
from app.models import Fact, Place
from app.models.source import OWN, Source, source
from app.models.words import Language, Listing, Rank, Scope, Status, ValueType
from app.resources.name import Name, Remark
from app.resources.quantity import Quantity

FACTS = Related(
    select(Fact).where(col(Fact.rank) != Rank.DEPRECATED).order_by(col(Fact.standing), col(Fact.id)),
    Fact.subject_id,
)
"""The facts of each row that may answer a question, best first."""

PLACE = Related(select(Place), Place.id, parent="place")
"""The place of each row."""


class Figures(BaseModel):
    """Figures of a row; each is null if not stated."""

    @classmethod
    def of(cls, row: Row, facts: Sequence[Row]) -> Self:
        """Return the best fact of each figure's property and scope; a figure never falls back to another scope."""
        own = getattr(row, "scope", None) or Scope.ALL
        figures: dict[str, Quantity | None] = {}
        for name in cls.model_fields:
            origin = source(name) or Source(name)
            wanted = (origin.property, origin.scope or own)
            best = next((fact for fact in facts if (fact.property, fact.scope) == wanted), None)
            figures[name] = Quantity.of(best) if best else None
        return cls(**figures)


class Published(Schema):
    """Base of what is shown of an entity."""

    related: ClassVar[dict[str, Related]] = {"facts": FACTS}

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Self:
        """Return what is shown of `row`; a subclass adds what is not a column in `more`."""
        facts = found["facts"]
        values: dict[str, Any] = {"facts": proofs(row, facts)}
        more = cls.more(row, found)
        for name, field in cls.model_fields.items():
            kinds = {field.annotation, *get_args(field.annotation)}
            figures = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Figures)), None)
            if name in more:
                values[name] = more[name]
            elif figures:
                values[name] = figures.of(row, facts)
            elif Name in kinds:
                values[name] = Name.of(row, name)
            elif Remark in kinds:
                values[name] = Remark.of(row)
            elif name != "facts":
                values[name] = getattr(row, name)
        return cls(**values)

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Return values that no column of the row holds; a place is shown by its name."""
        return {"place": named(found["place"])} if "place" in found else {}


def named(rows: Sequence[Row]) -> Name | None:
    """Return the name of the one related row, if there is one."""
    return Name.of(rows[0], "name") if rows else None


def proofs(row: Row, facts: Sequence[Row]) -> dict[str, list[str]]:
    """Return the fact ids for each column that is not a figure; those of a listing stand under the list."""
    columns = {name for name in row._fields if name not in OWN and name != "belongs_to"}
    origins = {origin for name in columns if (origin := source(name))}
    proven = {(origin.property, origin.slug): origin.slug or origin.property for origin in origins}
    found: dict[str, list[str]] = {}
    for fact in facts:
        name = "record" if fact.property == "record" else proven.get((fact.property, fact.slug))
        if name is not None and fact.value_type != ValueType.NUMBER:
            found.setdefault(name, []).append(fact.id)
    return found


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
