"""The feed of changes, for readers of feeds: Atom (RFC 4287), one entry a release."""

from collections import defaultdict
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import BaseModel
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import Response

from app.kit.parameters import Nothing
from app.kit.problems import UNREAD, documented
from app.kit.query import pairs_of, read
from app.kit.respond import NOT_MODIFIED, described, headers_of
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.kit.rows.store import Store
from app.models import Revision
from app.models.words import Recorded
from app.questions.past import each_once, releases_of
from app.questions.releases import TAG

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
SPACE = UUID("6f4a1c57-0a0e-5c0f-9d6b-0d1f2b8f7c11")
"""What the ids of the feed and of its entries are made from; changing it would make every entry new to every reader."""

MOST = 20
"""Facts named in an entry; `/v1/changes` lists them all."""


NEWEST = 50
"""Releases in the feed."""


def feed_routes(store: Store) -> APIRouter:
    """Return `/changes.atom`."""
    router = APIRouter()

    def feed(request: Request) -> Response:
        read(Nothing, pairs_of(request.scope["query_string"]))
        with store.open() as snapshot:
            return Response(feed_of(snapshot), headers=headers_of(request, snapshot, ATOM))

    found = described("Feed of changes.", BaseModel)
    found["content"] = {ATOM: {"schema": {"type": "string", "description": "An Atom feed (RFC 4287)."}}}
    del found["model"]
    router.add_api_route(
        "/changes.atom",
        feed,
        operation_id="get_changes_feed",
        tags=[TAG],
        summary="Feed of changes",
        description="An Atom feed (RFC 4287) with one entry for each release, newest first: how many facts it changed, "
        f"and up to {MOST} of them by id.",
        response_class=Response,
        responses={200: found, 304: NOT_MODIFIED, **documented(*UNREAD, 422, 500, 503)},
    )
    return router


def feed_of(snapshot: Snapshot) -> bytes:
    """Return the feed."""
    known = each_once(releases_of(snapshot))
    releases = known[:NEWEST]
    touched = _touched(snapshot, [release.sequence for release in releases])
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    _add(feed, "id", uuid5(SPACE, "feed").urn)
    _add(feed, "title", "Summit Facts: changes")
    _add(feed, "updated", _moment(releases[0].released_on if releases else "1970-01-01"))
    _add(ET.SubElement(feed, "author"), "name", "Summit Facts")
    ET.SubElement(feed, "link", {"rel": "self", "type": ATOM, "href": f"{snapshot.base}/v1/changes.atom"})
    _alternate(feed, f"{snapshot.base}/v1/releases")
    if snapshot.licence:
        # RFC 4946.
        ET.SubElement(feed, "link", {"rel": "license", "href": snapshot.licence})
    for release, earlier in zip(releases, [*known[1:], None], strict=False):
        _entry(feed, snapshot, release, earlier, touched[release.sequence])
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _touched(snapshot: Snapshot, sequences: list[int]) -> dict[int, list[str]]:
    """Return the first facts that each release added, changed or withdrew, by its sequence."""
    fact = col(Revision.kind) == Recorded.FACT
    both = sa.union(
        sa.select(col(Revision.from_sequence).label("sequence"), col(Revision.thing)).where(
            fact, col(Revision.from_sequence).in_(sequences)
        ),
        sa.select(col(Revision.until_sequence), col(Revision.thing)).where(
            fact, col(Revision.until_sequence).in_(sequences)
        ),
    ).subquery()
    place = sa.func.row_number().over(partition_by=both.c.sequence, order_by=both.c.thing).label("place")
    numbered = sa.select(both.c.sequence, both.c.thing, place).subquery()
    found: dict[int, list[str]] = defaultdict(list)
    few = sa.select(numbered).where(numbered.c.place <= MOST).order_by(numbered.c.sequence, numbered.c.place)
    for row in snapshot.rows(few):
        found[row.sequence].append(row.thing)
    return found


def _entry(feed: ET.Element, snapshot: Snapshot, release: Row, earlier: Row | None, touched: list[str]) -> None:
    entry = ET.SubElement(feed, "entry")
    counts = {
        "added": release.added,
        "changed": release.changed,
        "re-ranked": release.re_ranked,
        "withdrawn": release.withdrawn,
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    total = sum(counts.values())
    more = f" and {total - len(touched)} more" if total > len(touched) else ""
    facts = f" Facts: {', '.join(touched)}{more}." if touched else ""
    where = (
        f"/v1/changes?since={earlier.version}&until={release.version}" if earlier else f"/v1/releases/{release.version}"
    )
    _add(entry, "id", uuid5(SPACE, release.version).urn)
    _add(entry, "title", f"Release {release.version}: {told}")
    _add(entry, "updated", _moment(release.released_on))
    _alternate(entry, f"{snapshot.base}{where}")
    _add(entry, "summary", f"{release.facts} facts; {told}.{facts}")


def _moment(day: str) -> str:
    """Return a day as the date-time of RFC 3339 at which it begins."""
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _alternate(parent: ET.Element, address: str) -> None:
    # Without a media type: readers of feeds follow only what they do not know to be other than a page.
    ET.SubElement(parent, "link", {"rel": "alternate", "href": address})
