"""What people and organisations share: they outlive a year and are known by several names."""

from typing import Any, ClassVar

from pydantic import Field

from app.kit.resource import Found, Related
from app.kit.store import Row
from app.resources.name import Name
from app.resources.properties import YEARS
from app.resources.published import FACTS, Printed, Proofs, Published


class Lasting(Published):
    """Base of what is shown of a person or an organisation."""

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "years": YEARS}

    name: Name | None
    aliases: list[Printed] = Field(description="Other names that documents print.")
    years: list[int] = Field(description="Years in which a fact names it.", examples=[[2022, 2024]])
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the other names and the years."""
        years = [entry.year for entry in found["years"]]
        return {"aliases": Printed.all_of(found["facts"], "aliases"), "years": years}
