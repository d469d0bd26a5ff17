"""The types of parameters, and the filters that several resources share."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from app.kit.parameters import decimal
from app.kit.rows.filters import Filters
from app.models.text import fold
from app.models.vocabulary import VOCABULARY
from app.models.words import Rank, ValueType

Year = Annotated[int, Field(ge=1000, le=9999), BeforeValidator(decimal)]
"""A year of the common era with four digits."""

Count = Annotated[int, Field(ge=0, le=10**15), BeforeValidator(decimal)]
"""A number to compare figures with."""

ID = re.compile(r"[a-z0-9][a-z0-9._~-]{0,299}")


def _id(written: str) -> str:
    if not ID.fullmatch(written):
        raise ValueError("an id is of small letters, digits, dots and hyphens, such as wuzhen-2023")
    return written


_SHAPE: dict[str, Any] = {"pattern": "^[a-z0-9][a-z0-9._~-]*$", "minLength": 1, "maxLength": 300}
Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra=_SHAPE)]
"""An id as the seed writes it."""


_VISIBLE = r"[^\s\x00-\x20\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"


def _folded(text: str) -> str:
    found = fold(text)
    if not found or not re.search(_VISIBLE, text):
        raise ValueError("a visible character is needed")
    return found


Words = Annotated[
    str,
    StringConstraints(max_length=200),
    AfterValidator(_folded),
    Field(json_schema_extra={"pattern": rf"^[^\x00]*{_VISIBLE}[^\x00]*$"}),
]
"""A text to search for; case, width and invisible characters make no difference."""


def _known(words: tuple[str, ...]) -> Callable[[str], str]:
    def check(written: str) -> str:
        if written not in words:
            expected = ", ".join(f"'{word}'" for word in words)
            raise PydanticCustomError("enum", "not one of the words allowed", {"expected": expected})
        return written

    return check


PROPERTIES = tuple(sorted(VOCABULARY))
UNITS = tuple(sorted({unit for term in VOCABULARY.values() for unit in term.units}))
Property = Annotated[str, AfterValidator(_known(PROPERTIES)), Field(json_schema_extra={"enum": list(PROPERTIES)})]
"""A word of the vocabulary."""
FIGURES = tuple(sorted(name for name, term in VOCABULARY.items() if term.value is ValueType.NUMBER))
NumberProperty = Annotated[str, AfterValidator(_known(FIGURES)), Field(json_schema_extra={"enum": list(FIGURES)})]
"""A property whose values are numbers."""
Unit = Annotated[str, AfterValidator(_known(UNITS)), Field(json_schema_extra={"enum": list(UNITS)})]
"""A unit of some property."""
Properties = list[Property] | None
Units = list[Unit] | None


class YearFilters(Filters):
    """The year, asked for in three ways that are combined by AND."""

    @field_validator("year_to", check_fields=False)
    @classmethod
    def _in_order(cls, last: int | None, info: ValidationInfo) -> int | None:
        first = info.data.get("year_from")
        if first is not None and last is not None and first > last:
            raise ValueError("year_from is after year_to, so no year can pass")
        return last


Years = list[Year] | None
OneYear = Year | None
Ids = list[Id] | None
Names = list[Words] | None
Search = Words | None

YEAR = Field(None, description="Year of the event; repeat it for several.", examples=[[2023]])
YEAR_FROM = Field(None, description="First year, included.", examples=[2022])
YEAR_TO = Field(None, description="Last year, included.", examples=[2024])
SERIES = Field(None, description="Id of the series; repeat it for several.", examples=[["wuzhen"]])
SUMMIT = Field(None, description="Id of the summit; repeat it for several.", examples=[["wuzhen-2023"]])
SUB_FORUM = Field(
    None, description="Id of the sub-forum; repeat it for several.", examples=[["gdte-2023.ip-governance"]]
)
STATUS = Field(None, description="Reported or only planned.", examples=[["reported"]])


def place(example: str) -> Any:
    """Describe a filter by place."""
    text = "Id or whole name of the place, or of a place that it is said to lie in, in either language."
    return Field(None, description=text, examples=[[example]])


def organization(example: str) -> Any:
    """Describe a filter by organisation."""
    text = "Id or whole name of the organisation, in either language."
    return Field(None, description=text, examples=[[example]])


def event_mode(example: str) -> Any:
    """Describe a filter by how an event was held."""
    return Field(None, description="How it was held, where stated.", examples=[[example]])


def q(example: str) -> Any:
    """Describe a search in names."""
    return Field(None, description="Part of a name, in either language.", examples=[example])


def document(example: str) -> Any:
    """Describe a filter by document."""
    return Field(None, description="Id of a document that says it.", examples=[[example]])


def property_(example: str) -> Any:
    """Describe a filter by property."""
    return Field(None, description="What is stated; see `/v1/properties`.", examples=[[example]])


def unit(example: str) -> Any:
    """Describe a filter by unit."""
    return Field(None, description="Unit of a number, as printed.", examples=[[example]])


def scope(example: str) -> Any:
    """Describe a filter by scope."""
    return Field(None, description="What a number covers.", examples=[[example]])


def basis(example: str) -> Any:
    """Describe a filter by basis."""
    return Field(None, description="How the value follows from the words.", examples=[[example]])


def text_q(example: str) -> Any:
    """Describe a search in texts and labels."""
    text = "Part of a text, or of the property's label, in either language."
    return Field(None, description=text, examples=[example])


VALUE_TYPE = Field(None, description="Kind of its value.", examples=[["number"]])
BOUND = Field(None, description="Hedge of a number.", examples=[["more_than"]])
NUMBER_MIN = Field(None, description="Smallest number, whatever its hedge; whole.", examples=[100])
NUMBER_MAX = Field(None, description="Largest number, whatever its hedge; whole.", examples=[2000])
RANK = Field(
    [Rank.PREFERRED, Rank.NORMAL], description="Rank among facts that compete.", examples=[["preferred", "normal"]]
)
BEST = Field(
    None, description="Only the fact that answers, where several compete; `false`: only the others.", examples=[True]
)
