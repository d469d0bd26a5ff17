"""Names and other short texts in two languages."""

from typing import Any

from pydantic import BaseModel, Field

from app.models.words import Language


class Name(BaseModel):
    """A text in the languages it is printed in; where only ours is there, that language is named in `translated`."""

    en: str | None = Field(description="In English; null if neither printed nor translated.")
    zh: str | None = Field(description="In Chinese; null if neither printed nor translated.")
    translated: list[Language] = Field(description="Languages printed in none of the documents: those are ours.")

    @classmethod
    def of(cls, row: Any, column: str) -> "Name | None":
        """Return the text that a row holds in `<column>_en` and `<column>_zh`; None if it has neither."""
        en, zh = getattr(row, f"{column}_en"), getattr(row, f"{column}_zh")
        ours = getattr(row, f"{column}_translated", None)
        return None if en is None and zh is None else cls(en=en, zh=zh, translated=[ours] if ours else [])


class Remark(BaseModel):
    """A remark of ours, in both languages."""

    en: str
    zh: str

    @classmethod
    def of(cls, row: Any) -> "Remark | None":
        """Return the remark of a row, if it has one."""
        return None if row.note_en is None else cls(en=row.note_en, zh=row.note_zh)
