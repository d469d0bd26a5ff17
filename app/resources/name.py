"""Names and other short texts in two languages."""

from typing import Any

from pydantic import BaseModel, Field

from app.kit.resource import Item
from app.models.words import Language

NAME = ("name_en", "name_zh", "name_translated")
"""The columns of a name."""


class Name(BaseModel):
    """A text in the languages it is printed in; where only ours is there, that language is named in `translated`."""

    en: str | None = Field(description="In English; null if neither printed nor translated.")
    zh: str | None = Field(description="In Chinese; null if neither printed nor translated.")
    translated: list[Language] = Field(description="Languages printed in none of the documents: those are ours.")

    @classmethod
    def of(cls, row: Any, column: str) -> "Name | None":
        """Return the text that a row holds in `<column>_en` and `<column>_zh`; None if it has neither."""
        found = name_of(row, column)
        return None if found is None else cls(**found)


def name_of(row: Any, column: str) -> Item | None:
    """Return the same as JSON values."""
    en, zh = getattr(row, f"{column}_en"), getattr(row, f"{column}_zh")
    ours = getattr(row, f"{column}_translated", None)
    return None if en is None and zh is None else {"en": en, "zh": zh, "translated": [ours] if ours else []}


class Remark(BaseModel):
    """A remark of ours, in both languages."""

    en: str
    zh: str


def remark_of(row: Any) -> Item | None:
    """Return the remark of a row, if it has one, as JSON values."""
    return None if row.note_en is None else {"en": row.note_en, "zh": row.note_zh}
