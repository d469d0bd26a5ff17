"""Quantities: numbers that are never shown without their hedge, unit and scope."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field, WithJsonSchema
from sqlmodel import col, select

from app.kit.formats.proof import Proof
from app.kit.resource import Item
from app.kit.rows.related import Related
from app.models import Evidence
from app.models.words import Basis, Bound, Scope, Status
from app.reasoning.phrases import display

Figure = Annotated[int | float, WithJsonSchema({"type": "number"})]
"""A number; whole ones are written without a fraction."""


PROOF = Proof(
    key="fact",
    rows=Related(
        select(col(Evidence.document), col(Evidence.surface)).order_by(col(Evidence.fact), col(Evidence.ordinal)),
        Evidence.fact,
    ),
    shown=("document", "surface"),
)
"""Where the figure is printed."""


class Display(BaseModel):
    """Hedge and number, without the unit."""

    en: str = Field(examples=["more than 1,800"])
    zh: str = Field(examples=["超过1,800"])

    @classmethod
    def of(cls, number: float, bound: Bound) -> "Display":
        """Return a number with its hedge, as it is read."""
        en, zh = display(number, bound)
        return cls(en=en, zh=zh)


class Quantity(BaseModel):
    """A figure with all that belongs to it."""

    proof: ClassVar[Proof] = PROOF

    value: Figure = Field(description="The number, in base units. Read it with `bound`.", examples=[1800])
    bound: Bound = Field(description="The hedge, as printed.")
    unit: str = Field(description="What is counted, as printed; never harmonised.", examples=["person"])
    scope: Scope = Field(description="What the number covers; `all` if no restriction is printed.")
    status: Status = Field(description="`planned` if it is only announced.")
    basis: Basis = Field(description="How the value follows from the words.")
    display: Display
    fact: str = Field(description="Id of the fact that proves it.", examples=["wuzhen-2023.guests"])

    @classmethod
    def of(cls, fact: Any) -> "Quantity":
        """Return the quantity that a fact states."""
        return cls(**quantity_of(fact))


def quantity_of(fact: Any) -> Item:
    """Return the quantity that a fact states, as JSON values."""
    return {
        "value": fact.number,
        "bound": fact.bound,
        "unit": fact.unit,
        "scope": fact.scope,
        "status": fact.status,
        "basis": fact.basis,
        "display": display_of(fact.number, fact.bound),
        "fact": fact.id,
    }


def display_of(number: float, bound: Bound) -> Item:
    """Return a number with its hedge, as it is read, as JSON values."""
    en, zh = display(number, bound)
    return {"en": en, "zh": zh}
