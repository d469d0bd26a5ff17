"""What people and organisations share: they outlive a year and are known by several names."""

from typing import Any, ClassVar

from pydantic import BaseModel, Field

from app.kit.resource import Found, Related
from app.kit.store import Row
from app.models.words import Language
from app.resources.name import Name
from app.resources.properties import YEARS
from app.resources.published import FACTS, Proofs, Published


class Alias(BaseModel):
    """Another name that a document prints."""

    text: str
    language: Language
    fact: str = Field(description="Id of the fact that proves it.")


class Lasting(Published):
    """Base of what is shown of a person or an organisation."""

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "years": YEARS}

    name: Name | None
    aliases: list[Alias] = Field(description="Other names that documents print.")
    years: list[int] = Field(description="Years in which a fact names it.", examples=[[2022, 2024]])
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the other names and the years."""
        aliases = [
            Alias(text=fact.text, language=fact.language, fact=fact.id)
            for fact in found["facts"]
            if fact.property == "aliases"
        ]
        return {"aliases": aliases, "years": [entry.year for entry in found["years"]]}
