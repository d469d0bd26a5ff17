"""Text as it is stored, ordered and searched: the same on SQLite and PostgreSQL."""

import unicodedata

import sqlalchemy as sa

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Text that is compared and ordered by code point, which is SQLite's own way."""


def fold(text: str) -> str:
    """Return `text` as searches compare it: NFKC, case folded, invisible characters gone, blanks joined.

    Source: Unicode Standard Annex 15 (NFKC) and section 3.13 (case folding).
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold()).split())
