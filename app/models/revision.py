"""Revisions: what a fact said from one release until another, and what its subject and its documents were called."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col

from app.models.text import TEXT
from app.models.words import Change, Recorded, column

RANKING = frozenset({"rank", "rank_reason", "best"})
"""What may differ in a fact that was only re-ranked."""

NAMED = {
    Recorded.SUBJECT: ("name_en", "name_zh", "setting_en", "setting_zh", "scope"),
    Recorded.DOCUMENT: ("title", "publisher", "published_on", "label_en", "label_zh"),
}
"""What a citation prints of a subject and of a document."""

Content = Mapping[str, Any]
"""What is stated of one thing: its columns that are not null, and the evidence of a fact."""


class Revision(SQLModel, table=True):
    """One state of one thing, over an interval of releases.

    It held at release `s` if `from_sequence <= s` and `until_sequence` is null or greater: so the state at any release
    is one condition, and a new release writes only what changed. `digest` tells equal contents without reading them;
    `property` is that of a fact.
    """

    __table_args__ = (
        sa.Index("ix_revision_until_sequence_from_sequence", "until_sequence", "from_sequence"),
        sa.CheckConstraint("until_sequence > from_sequence", name="interval"),
    )

    kind: Recorded = Field(sa_type=column(Recorded), primary_key=True)
    thing: str = Field(sa_type=TEXT, primary_key=True)
    from_sequence: int = Field(foreign_key="release.sequence", primary_key=True)
    until_sequence: int | None = Field(default=None, foreign_key="release.sequence")
    property: str | None = Field(default=None, sa_type=TEXT, index=True)
    digest: str = Field(sa_type=TEXT)
    content: dict[str, Any] = Field(sa_type=sa.JSON)

    @classmethod
    def held_at(cls, sequence: int, of: Any = None) -> sa.ColumnElement[bool]:
        """Return the condition that a revision held at a release; `of` is an alias of the table."""
        table = of or cls
        return sa.and_(
            col(table.from_sequence) <= sequence,
            sa.or_(col(table.until_sequence).is_(None), col(table.until_sequence) > sequence),
        )


def change_of(before: Content | None, after: Content | None) -> Change | None:
    """Tell what was done to a fact; None if nothing was."""
    if before == after:
        return None
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.WITHDRAWN
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return Change.RE_RANKED if differing <= RANKING else Change.CHANGED
