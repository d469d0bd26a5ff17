"""The feed, read by a parser that is not ours, and held against RFC 4287 and RFC 3339."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest

from tests.releasing import Series, loaded, three_releases
from tests.served import Served, serve

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Make three releases."""
    return three_releases(tmp_path)


@pytest.fixture
def grown(tmp_path: Path, series: Series) -> Iterator[Served]:
    """Serve them."""
    with serve(loaded(f"sqlite:///{tmp_path}/x.sqlite", (series.rows[-1], series.log))) as served:
        yield served


def assert_valid(content: bytes) -> ET.Element:
    """Check what RFC 4287 requires of a feed and of its entries."""
    feed = ET.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    ids = []
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}")
        moment = part.findtext(f"{ATOM}updated") or ""
        assert MOMENT.fullmatch(moment)
        assert datetime.fromisoformat(moment)
        name = part.findtext(f"{ATOM}id") or ""
        assert name.startswith("urn:uuid:")
        ids.append(UUID(name))
        assert all({"rel", "href"} <= set(link.attrib) for link in part.findall(f"{ATOM}link"))
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert len(ids) == len(set(ids))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    assert all(entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry"))
    return feed


def test_the_feed_of_the_seeded_data_is_valid(served: Served) -> None:
    answer = served.get("/v1/changes.atom", host="elsewhere.example")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert b"elsewhere" not in answer.content
    feed = assert_valid(answer.content)
    releases = served.items("/v1/releases?limit=1000")
    assert len(feed.findall(f"{ATOM}entry")) == len(releases)
    first = feed.findall(f"{ATOM}entry")[-1].findtext(f"{ATOM}summary") or ""
    count = releases[-1]["facts"]
    told = f"{count} facts; {count} added, 0 changed, 0 re-ranked, 0 withdrawn. Facts: alibaba.name.en, "
    assert first.startswith(told)
    assert first.endswith(f" and {count - 20} more.")
    assert first.count(", ") == 3 + 19


def test_a_reader_of_feeds_sees_each_release(grown: Served, series: Series) -> None:
    assert_valid(grown.get("/v1/changes.atom").content)
    read = feedparser.parse(grown.get("/v1/changes.atom").content)
    assert (read.bozo, read.version) == (False, "atom10")
    assert read.feed.updated == "2031-08-01T00:00:00Z"
    one, two, three = series.versions
    assert [entry.title for entry in read.entries] == [
        f"Release {three}: 0 added, 1 changed, 0 re-ranked, 0 withdrawn",
        f"Release {two}: 2 added, 3 changed, 1 re-ranked, 1 withdrawn",
        f"Release {one}: 19 added, 0 changed, 0 re-ranked, 0 withdrawn",
    ]
    assert [entry.updated[:10] for entry in read.entries] == ["2031-08-01", "2031-07-01", "2031-06-01"]
    assert [entry.link for entry in read.entries] == [
        f"/v1/changes?since={two}&until={three}",
        f"/v1/changes?since={one}&until={two}",
        f"/v1/releases/{one}",
    ]
    assert read.entries[0].summary == (
        "20 facts; 0 added, 1 changed, 0 re-ranked, 0 withdrawn. Facts: river-2031.guests.online."
    )
    for entry in read.entries:
        answer = grown.json(entry.link)
        if "total" in answer:
            assert all(item["fact"] in entry.summary for item in answer["items"])


def test_an_entry_keeps_its_id(grown: Served, tmp_path: Path, series: Series) -> None:
    """On every machine, whatever releases follow."""
    with serve(loaded(f"sqlite:///{tmp_path}/y.sqlite", (series.rows[0], series.log[:1]))) as early:
        before = feedparser.parse(early.get("/v1/changes.atom").content)
    after = feedparser.parse(grown.get("/v1/changes.atom").content)
    assert before.feed.id == after.feed.id
    assert before.entries[0].id == after.entries[-1].id
