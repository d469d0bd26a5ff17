"""The sources: the documents that the data was made from."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlmodel import col, select

from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Document


def sources_of(snapshot: Snapshot) -> Sequence[Row]:
    """Return the documents, in the order of their ids."""
    return snapshot.rows(select(Document).order_by(col(Document.id)))


def address_of(document: Row) -> str | None:
    """Return the address that is printed in a document, if it is one that can be followed."""
    return document.url if document.url and urlsplit(document.url).scheme in {"http", "https"} else None
