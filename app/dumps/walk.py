"""What is dumped: the current release, and every item of every collection, as the lists show them."""

from collections.abc import Iterator

from app.kit.formats.listing import Item
from app.kit.resource import Resource, ordering
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.questions.past import releases_of

BATCH = 500
"""Rows that are shaped at once."""


def whole(snapshot: Snapshot, resource: Resource) -> Iterator[list[Item]]:
    """Yield the items of a collection that its list shows if nothing is asked, in the order of their ids."""
    statement = resource.matching(resource.filters()).order_by(*ordering(resource.order(["id"])))
    for rows in snapshot.batches(statement, BATCH):
        yield resource.shape(snapshot, rows)


def current(snapshot: Snapshot) -> Row | None:
    """Return the release being served; None if it was recorded before there was a history."""
    return next(iter(releases_of(snapshot, snapshot.release)), None)
