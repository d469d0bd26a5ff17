"""Documents: the sources. Their text is their publisher's and is stored nowhere."""

from sqlmodel import Field

from app.models.base import Entity
from app.models.text import TEXT
from app.models.words import Language, column


class Document(Entity, table=True):
    """One source text; `length` counts Unicode code points, `sha256` is over its UTF-8 bytes, labels are ours."""

    title: str | None = Field(default=None, sa_type=TEXT)
    publisher: str | None = Field(default=None, sa_type=TEXT)
    published_on: str | None = Field(default=None, sa_type=TEXT)
    language: Language = Field(sa_type=column(Language))
    url: str | None = Field(default=None, sa_type=TEXT)
    sha256: str = Field(sa_type=TEXT)
    length: int
    label_en: str = Field(sa_type=TEXT)
    label_zh: str = Field(sa_type=TEXT)
    search: str = Field(default="", sa_type=TEXT)
