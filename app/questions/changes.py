"""Changes: which facts differ between two releases, before and after."""

from collections.abc import Sequence
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, Field, create_model
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from starlette.requests import Request

from app.kit.parameters import PAGED
from app.kit.problems import refuse
from app.kit.publish import page_model
from app.kit.query import fault
from app.kit.question import Question, following_of, paged, walk_of
from app.kit.rows.cursor import after as beyond
from app.kit.rows.cursor import decode, encode
from app.kit.rows.filters import AnyOf, Filters, Statement, conditions
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Revision
from app.models.revision import change_of
from app.models.words import Change, Recorded
from app.questions.past import EXAMPLE, Told, Version, release_named, releases_of, state_of, tell
from app.questions.releases import TAG
from app.resources import fields as f
from app.resources.facts import FactPublic


class ChangePublic(BaseModel):
    """One fact that differs."""

    fact: str = Field(description="Id of the fact.", examples=["wuzhen-2023.guests"])
    change: Change = Field(description="`re_ranked`: only its rank among those that compete.")
    release: str = Field(description="Version of the release that changed it last.", examples=[EXAMPLE])
    before: FactPublic | None = Field(description="As `since` stated it; null if it was added.")
    after: FactPublic | None = Field(description="As `until` states it; null if it was withdrawn.")


class ChangeFilters(Filters):
    """What may be asked of changes."""

    since: Version = Field(description="Version of the release to compare with.", examples=[EXAMPLE])
    until: Version | None = Field(
        None, description="Version of the release compared; by default the current one.", examples=[EXAMPLE]
    )
    property: Annotated[f.Properties, AnyOf(Revision.property)] = f.property_("guests")


_before, _after = aliased(Revision), aliased(Revision)


def _between(since: int, until: int, asked: Filters) -> Statement:
    """Return the facts whose content differs, each with its revision then and now."""
    moved = (
        select(Revision.thing)
        .where(col(Revision.kind) == Recorded.FACT, *conditions(asked, Revision))
        .where(Revision.held_at(since) != Revision.held_at(until))
        .distinct()
        .subquery()
    )
    ended = select(sa.func.max(Revision.until_sequence)).where(
        col(Revision.kind) == Recorded.FACT, col(Revision.thing) == moved.c.thing, col(Revision.until_sequence) <= until
    )
    return (
        sa.select(
            moved.c.thing,
            col(_before.content).label("before"),
            col(_after.content).label("after"),
            sa.func.coalesce(_after.from_sequence, ended.scalar_subquery()).label("sequence"),
        )
        .outerjoin(_before, _held(_before, moved, since))
        .outerjoin(_after, _held(_after, moved, until))
        .where(col(_before.digest).is_distinct_from(_after.digest))
    )


def _held(revision: Any, moved: sa.Subquery, sequence: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        revision.kind == Recorded.FACT, revision.thing == moved.c.thing, Revision.held_at(sequence, revision)
    )


def _list(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    releases = releases_of(snapshot)
    release_named(releases, "since", asked.since)
    until = release_named(releases, "until", asked.until or snapshot.release)
    earlier = [release for release in releases if release.sequence <= until.sequence]
    since = next((release for release in earlier if release.version == asked.since), None)
    if since is None:
        raise refuse([fault("until", "this release came before the one of since; ask the other way round")])
    statement = _between(since.sequence, until.sequence, asked)
    order = [(statement.selected_columns.thing, False)]
    page = statement.order_by(statement.selected_columns.thing).limit(asked.limit + 1)
    state, walk = state_of(snapshot), walk_of(request)
    if asked.cursor is not None:
        keys = decode(asked.cursor, state, walk, [col(Revision.thing)])
        page = page.where(beyond(order, keys))
    total = snapshot.one(sa.select(sa.func.count()).select_from(statement.subquery()))
    rows = snapshot.rows(page)
    shown = rows[: asked.limit]
    cursor = encode(state, walk, [shown[-1].thing]) if len(rows) > asked.limit else None
    items = _shown(snapshot, shown, releases, since, until)
    return paged(items, total, following_of(request, cursor))


def _shown(
    snapshot: Snapshot, rows: Sequence[Row], releases: Sequence[Row], since: Row, until: Row
) -> list[ChangePublic]:
    versions = {release.sequence: release.version for release in releases}
    before = [Told(row.thing, row.before, since) for row in rows if row.before]
    after = [Told(row.thing, row.after, until) for row in rows if row.after]
    facts = tell(snapshot, [*before, *after])
    was = {fact.id: fact for fact in facts[: len(before)]}
    now = {fact.id: fact for fact in facts[len(before) :]}
    return [
        ChangePublic(
            fact=row.thing,
            change=change_of(row.before, row.after),
            release=versions[row.sequence],
            before=was.get(row.thing),
            after=now.get(row.thing),
        )
        for row in rows
    ]


CHANGES = Question(
    path="/changes",
    operation="list_changes",
    run=_list,
    asked=create_model("ChangesQuery", __base__=ChangeFilters, **PAGED),
    answer=page_model(ChangePublic),
    tag=TAG,
    summary="List what changed",
    description="What is different now against an earlier release: facts added, changed, re-ranked and withdrawn, with "
    "what they said before and what they say after. A fact that changed and changed back is not listed.",
    statuses=(410,),
)
