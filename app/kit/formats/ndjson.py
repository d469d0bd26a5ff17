"""NDJSON: each item as the JSON list has it, one a line, in UTF-8."""

from collections.abc import Iterator

from pydantic_core import to_json

from app.kit.formats.listing import Listing


def write(listing: Listing) -> Iterator[bytes]:
    """Yield the items, some lines at a time."""
    for batch in listing.batches:
        yield b"".join(to_json(item) + b"\n" for item in batch)
