"""The names that the data has of events, awards, places, people and organisations, read once a release."""

from typing import Any

from sqlalchemy import select, union_all
from sqlmodel import col

from app.kit.rows.snapshot import Snapshot
from app.models import (
    Activity,
    Competition,
    Document,
    Organization,
    Outcome,
    Person,
    Place,
    Series,
    SubForum,
    Subject,
    Summit,
)
from app.models.words import EntityType
from app.questions.figures import lasting
from app.reasoning.names import Known, Names

KEY = ("names",)

NAMED = (Series, Summit, SubForum, Activity, Competition, Outcome, Place, Person, Organization, Document)
"""What has a name of its own."""


def names_of(snapshot: Snapshot) -> Names:
    """Return the names of the release."""
    made = snapshot.kept.made
    if KEY not in made:
        made[KEY] = _names(snapshot)
    found: Names = made[KEY]
    return found


def _names(snapshot: Snapshot) -> Names:
    within = {row.id: _lines(row.within) for row in snapshot.rows(select(col(Place.id), col(Place.within)))}
    held: dict[str, str | None] = {}
    for table in (Summit, SubForum, Activity):
        held |= {row.id: row.place for row in snapshot.rows(select(col(table.id), col(table.place)))}
    # By the tables, for most subjects may be of other types.
    ids = union_all(*(select(col(table.id)) for table in NAMED))
    wanted = (col(Subject.id), col(Subject.type), col(Subject.series), col(Subject.search))
    rows = snapshot.rows(select(*wanted).where(col(Subject.id).in_(ids)))
    return Names(_known(row, within, held) for row in rows)


def _known(row: Any, within: dict[str, tuple[str, ...]], held: dict[str, str | None]) -> Known:
    place = row.id if row.type == EntityType.PLACE else held.get(row.id)
    series = row.id if row.type == EntityType.SERIES else row.series
    return Known(row.id, lasting(row.id), row.type, series, _lines(row.search), within.get(place or "", ()))


def _lines(names: str) -> tuple[str, ...]:
    return tuple(filter(None, names.split("\n")))
