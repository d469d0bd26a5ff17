"""What searches look at: every text by which something may be found, kept by the seeder from the other tables."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.text import TEXT
from app.models.words import Language, column

STANDING = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A 64-bit integer that SQLite takes as its own row number."""


class SearchType(StrEnum):
    """What can be found: the API's lists, and what has none of its own."""

    ACTIVITIES = "activities"
    ATTENDEES = "attendees"
    COMPETITIONS = "competitions"
    DOCUMENTS = "documents"
    EXHIBITORS = "exhibitors"
    ORGANIZATIONS = "organizations"
    OUTCOMES = "outcomes"
    PARTNERS = "partners"
    PEOPLE = "people"
    PLACES = "places"
    PROPERTIES = "properties"
    SERIES = "series"
    SPEAKERS = "speakers"
    SUB_FORUMS = "sub-forums"
    SUMMITS = "summits"
    TRACKS = "tracks"


class SearchField(StrEnum):
    """Which text of a thing was found; `person` to `expo` are the names of what it is named after."""

    NAME = "name"
    ALIAS = "alias"
    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    EXPO = "expo"
    TITLE = "title"
    ROLE = "role"
    THEME = "theme"
    TOPIC = "topic"
    LABEL = "label"
    TEXT = "text"


class SearchEntry(SQLModel, table=True):
    """One text of one thing; `id` is its standing: of two texts that match alike the smaller comes first.

    `fact` proves the text, and is null where the text is ours. `tokens` are what the full-text index `search_index`
    holds; triggers of the database keep that index, so that it cannot fall behind in a transaction.
    """

    __tablename__ = "search_entry"

    id: int = Field(sa_type=STANDING, primary_key=True, sa_column_kwargs={"autoincrement": False})
    type: SearchType = Field(sa_type=column(SearchType))
    subject: str = Field(sa_type=TEXT)
    field: SearchField = Field(sa_type=column(SearchField))
    text: str = Field(sa_type=TEXT)
    language: Language | None = Field(default=None, sa_type=column(Language))
    fact: str | None = Field(default=None, sa_type=TEXT)
    years: list[Any] = Field(sa_type=sa.JSON)
    tokens: str = Field(sa_type=TEXT)


class SearchName(SQLModel, table=True):
    """One place where the typing of a name may begin.

    `key` is the words of a name or alias from one of them on, cut at `LONGEST`; each stands there twice, once behind
    its type and a colon, so that one index serves typing with a type and without. `start` counts the words left out.
    """

    __tablename__ = "search_name"
    # The rows are the index.
    __table_args__ = {"sqlite_with_rowid": False}

    key: str = Field(sa_type=TEXT, primary_key=True)
    entry: int = Field(sa_type=STANDING, foreign_key="search_entry.id", primary_key=True, index=True)
    start: int


LONGEST = 200
"""Characters of a name that typing is compared with; PostgreSQL's indexes end at 2,704 bytes."""
