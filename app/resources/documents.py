"""Documents: the sources, described. Their text is their publishers' and is neither stored nor served."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Document, EntityYear, Fact
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import facts
from app.resources.linked.sources import DOCUMENT
from app.resources.linked.things import linked
from app.resources.properties import YEARS, Label
from app.resources.published import FACTS, Proofs, Published

AUTHORS = {"reporters": "reporter", "photographers": "photographer", "editors": "editor"}
"""The properties that name authors, and what each calls them."""


class Author(BaseModel):
    """Someone who made the document; not a person of the summit."""

    name: str
    role: str = Field(description="`reporter`, `photographer` or `editor`.", examples=["reporter"])
    fact: str = Field(description="Id of the fact that proves it.")


class DocumentPublic(Published):
    """One source."""

    linked: ClassVar[Linked] = linked("documents", ("CreativeWork", "prov:Entity"), DOCUMENT)

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "years": YEARS}

    title: str | None = Field(description="Null if none is printed.")
    publisher: str | None
    authors: list[Author]
    published_on: str | None = Field(description="ISO 8601; null if not printed.")
    language: w.Language
    url: str | None = Field(description="Null if not printed.")
    sha256: str = Field(description="Of the text's UTF-8 bytes.")
    length: int = Field(description="In Unicode code points.")
    label: Label = Field(description="For citations; ours.")
    years: list[int] = Field(description="Years of the events it tells of.", examples=[[2023]])
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the authors, the label and the years."""
        authors = [
            Author(name=fact.text, role=AUTHORS[fact.property], fact=fact.id)
            for fact in sorted(found["facts"], key=lambda fact: fact.id)
            if fact.property in AUTHORS
        ]
        label = Label(en=row.label_en, zh=row.label_zh)
        return {"authors": authors, "label": label, "years": [entry.year for entry in found["years"]]}


class DocumentFilters(f.YearFilters):
    """What may be asked of documents."""

    year: Annotated[f.Years, AnyOf(EntityYear.year, through=EntityYear.entity)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(EntityYear.year, through=EntityYear.entity)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(EntityYear.year, through=EntityYear.entity)] = f.YEAR_TO
    language: Annotated[list[w.Language] | None, AnyOf(Document.language)] = Field(
        None, description="Language of the text.", examples=[["zh"]]
    )
    q: Annotated[f.Search, Contains(Document.search)] = Field(
        None, description="Part of the title, the publisher or the label.", examples=["Zhejiang Daily"]
    )


documents = Resource(
    name="documents",
    about=__doc__,
    rows=select(Document),
    schema=DocumentPublic,
    filters=DocumentFilters,
    sort={"id": Document.id, "published_on": Document.published_on},
    example="wipo-2023",
    include={"facts": Many(facts, Fact.subject_id)},
)
