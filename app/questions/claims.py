"""What may be posted to be checked: a text, or claims already taken apart."""

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app.models.words import Bound, Scope
from app.resources import fields as f


def _whole(year: object) -> object:
    """Take 2023.0 for 2023, as JSON does not tell them apart."""
    return int(year) if isinstance(year, float) and year.is_integer() else year


class Claim(BaseModel):
    """A claim taken apart."""

    model_config = ConfigDict(extra="forbid")

    property: f.NumberProperty = Field(description="What is counted.", examples=["guests"])
    year: Annotated[int, BeforeValidator(_whole)] = Field(
        ge=1000, le=9999, description="Year of the event.", examples=[2023]
    )
    number: float = Field(ge=-1e15, le=1e15, allow_inf_nan=False, description="In base units.", examples=[1800])
    bound: Bound = Field(Bound.EXACT, description="The hedge; `exact` if none is given.")
    scope: Scope = Field(Scope.ALL, description="What is covered; `all` if none is given.")
    unit: f.Unit | None = Field(None, description="What is counted, if the claim names it.", examples=["person"])
    series: f.Id | None = Field(None, description="Only facts of this series.", examples=["wuzhen"])
    subject: f.Id | None = Field(None, description="Only facts of this subject.", examples=["wuzhen-2023"])


class Claims(BaseModel):
    """Either a text or claims, in at most 4,096 bytes."""

    # One of the two keys: said by counting, for of a `oneOf` generated clients make no type.
    model_config = ConfigDict(extra="forbid", json_schema_extra={"minProperties": 1, "maxProperties": 1})

    text: str = Field(
        default_factory=str,
        min_length=1,
        description="A sentence or a few, in English or Chinese.",
        examples=["More than 1,800 guests from 126 countries attended in 2023."],
    )
    claims: list[Claim] = Field(default_factory=list, min_length=1, max_length=50, description="Claims taken apart.")

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.text) == bool(self.claims):
            raise ValueError("give either text or claims")
        return self
