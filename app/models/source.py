"""Which fact a typed column is filled from: a value lives twice, written once."""

from dataclasses import dataclass

from app.models.vocabulary import VOCABULARY
from app.models.words import Language, Scope

OWN = {"id", "search", "within", "status", "note_en", "note_zh", "name_translated"} | {
    "language",
    "sha256",
    "length",
    "label_en",
    "label_zh",
}
"""Columns that hold what no document states: identity, our remarks, what searches look at, how a document measures."""


@dataclass(frozen=True)
class Source:
    """The best fact of this property, scope, language and slug fills the column; `scope` None means the row's own."""

    property: str
    language: Language | None = None
    scope: Scope | None = None
    slug: str | None = None


def source(column: str) -> Source | None:
    """Return what fills a column of an entity's table, from its name alone; None for the columns in `OWN`.

    `theme_en` is the theme in English, `guests_on_site` the guests on site, `tracks_listing` the listing of the tracks,
    `guests` the guests in all, or, in a table with a scope of its own, in that scope.
    """
    if column in OWN:
        return None
    if column in VOCABULARY:
        return Source(column)
    base, _, last = column.rpartition("_")
    if last in set(Language) and base in VOCABULARY:
        return Source(base, language=Language(last))
    if last == "listing":
        return Source("listing", slug=base)
    for scope in Scope:
        base = column.removesuffix(f"_{scope}")
        if base != column and base in VOCABULARY:
            return Source(base, scope=scope)
    raise ValueError(f"no property fills the column {column}")
