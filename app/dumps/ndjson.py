"""All of it as NDJSON: a line for each item, `{"collection": ..., "item": ...}`, in UTF-8; first the release."""

from collections.abc import Iterator
from typing import BinaryIO

from pydantic_core import to_json

from app.dumps.walk import current
from app.kit.formats.listing import Item
from app.kit.rows.snapshot import Snapshot
from app.questions.releases import ReleasePublic


def begin(file: BinaryIO, snapshot: Snapshot) -> None:
    """Write the line of the release."""
    release = current(snapshot)
    if release is not None:
        _write(file, "releases", [ReleasePublic.of(release, snapshot, snapshot.base).model_dump(mode="json")])


def copied(file: BinaryIO, collection: str, batches: Iterator[list[Item]]) -> Iterator[list[Item]]:
    """Write the items of a collection as they are read on by something else."""
    for items in batches:
        _write(file, collection, items)
        yield items


def _write(file: BinaryIO, collection: str, items: list[Item]) -> None:
    file.writelines(to_json({"collection": collection, "item": item}) + b"\n" for item in items)
