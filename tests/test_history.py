"""The past: changes between every two releases, pinned facts, and the same answers however a database came by them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.commands.migrate import downgrade
from app.database import connect
from app.models import Revision
from seed.contents import contents, differences
from seed.load import load
from seed.version import version_of
from tests.asking import refused, walk
from tests.conftest import DATABASES
from tests.releasing import DIGEST, REPORT, Series, edition, loaded, three_releases
from tests.served import Served, serve

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)

ADDED, CHANGED, RE_RANKED, WITHDRAWN = "added", "changed", "re_ranked", "withdrawn"
FIRST = {
    "river-2031.firsts.raft": ADDED,
    "river-2031.guests": RE_RANKED,
    "river-2031.guests~digest": ADDED,
    "river-2031.name.en": CHANGED,
    "river-2031.series": CHANGED,
    "river-2031.sub_forums": WITHDRAWN,
    "river-2031.year": CHANGED,
}
SECOND = {"river-2031.guests.online": CHANGED}
BETWEEN = {
    (0, 0): {},
    (0, 1): FIRST,
    (0, 2): FIRST | SECOND,
    (1, 1): {},
    (1, 2): SECOND,
    (2, 2): {},
}
"""What differs between the releases of `three_releases`."""


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Make three releases."""
    return three_releases(tmp_path)


@pytest.fixture
def grown(empty_url: str, series: Series) -> Iterator[Served]:
    """Serve a database that was made from the whole log at once."""
    with serve(loaded(empty_url, (series.rows[-1], series.log))) as served:
        yield served


@both
def test_changes_between_every_two_releases(grown: Served, series: Series) -> None:
    versions = series.versions
    for (since, until), expected in BETWEEN.items():
        path = f"/v1/changes?since={versions[since]}&until={versions[until]}"
        items = grown.items(path)
        assert {item["fact"]: item["change"] for item in items} == expected, path
        assert [item["fact"] for item in items] == sorted(expected)
        for item in items:
            for side, version in (("before", versions[since]), ("after", versions[until])):
                if item[side] is not None:
                    pinned = grown.json(f"/v1/releases/{version}/facts/{item['fact']}")
                    assert item[side] == {name: pinned[name] for name in item[side]}
            assert (item["before"] is None) == (item["change"] == ADDED)
            assert (item["after"] is None) == (item["change"] == WITHDRAWN)
            assert item["release"] == versions[2 if item["fact"] in SECOND else 1]
        if until == 2:
            assert grown.items(f"/v1/changes?since={versions[since]}") == items
        assert [one for limit in (1, 2, 3) for one in walk(grown, f"{path}&limit={limit}")] == items * 3
    refused(grown, f"/v1/changes?since={versions[2]}&until={versions[0]}")
    online = grown.items(f"/v1/changes?since={versions[0]}&property=guests&property=firsts")
    assert [item["fact"] for item in online] == [
        fact for fact in sorted(FIRST | SECOND) if "guests" in fact or "firsts" in fact
    ]


@both
def test_a_pinned_link_answers_the_fact_as_it_was_cited(empty_url: str, series: Series) -> None:
    """Whatever came later: value, rank, evidence, the title of its document."""
    cited: dict[str, Any] = {}
    for rows in series.rows:
        version = version_of(rows)
        with serve(
            loaded(empty_url, (rows, tuple(one for one in series.log[: series.versions.index(version) + 1])))
        ) as served:
            for fact in walk(served, "/v1/facts?rank=preferred&rank=normal&rank=deprecated"):
                cited[fact["cite"]["link"]] = fact
            for link, fact in cited.items():
                pinned = served.json(link)
                assert {name: pinned[name] for name in fact} == fact
                assert pinned["release"] == link.split("/")[3]
    states = [contents(rows) for rows in series.rows]
    for link in cited:
        *_, release, _, name = link.split("/")
        then = states[series.versions.index(release)]
        became = {thing: change for (kind, thing), change in differences(then, states[-1]) if kind == "fact"}
        with_served = became.get(name, "same")
        assert with_served in {"same", CHANGED, RE_RANKED, WITHDRAWN}
        cited[link] = with_served
    with serve(loaded(empty_url, (series.rows[-1], series.log))) as served:
        for link, became in cited.items():
            assert served.json(link)["current"] == became
        assert {*cited.values()} == {"same", CHANGED, RE_RANKED, WITHDRAWN}
        refused(served, f"/v1/releases/{series.versions[2]}/facts/river-2031.sub_forums", 404)
        refused(served, f"/v1/releases/{series.versions[0]}/facts/no-such-fact", 404)
        refused(served, "/v1/releases/0000000000000000/facts/river-2031.guests", 404)
        refused(served, "/v1/releases/0000000000000000", 404)
        refused(served, f"/v1/releases/{series.versions[0]}/facts/river-2031.guests?fields=id")


def answers(served: Served, series: Series) -> dict[str, Any]:
    """Ask everything about the past."""
    paths = ["/v1/releases", *(f"/v1/releases/{version}" for version in series.versions)]
    paths += [f"/v1/changes?since={since}&until={until}"
              for place, since in enumerate(series.versions) for until in series.versions[place:]]  # fmt: skip
    paths += [
        f"/v1/releases/{series.versions[0]}/facts/{fact}" for fact in ("river-2031.guests", "river-2031.sub_forums")
    ]
    found = {path: served.json(path) for path in paths}
    return found | {"feed": served.get("/v1/changes.atom").text}


@both
def test_however_a_database_came_by_the_log_it_answers_the_same(
    grown: Served, empty_url: str, series: Series, tmp_path: Path
) -> None:
    """At once, one by one, one by one before the log listed them, and seeded before there was a history."""
    expected = answers(grown, series)
    assert expected["/v1/releases"]["total"] == 3
    first, second, third = series.rows
    log = series.log
    ways = {
        "one by one": [(first, log[:1]), (second, log[:2]), (third, log)],
        "loaded before released": [(first, ()), (second, log[:1]), (third, log[:2]), (third, log)],
    }
    for name, loads in ways.items():
        with serve(loaded(f"sqlite:///{tmp_path}/{name}.sqlite", *loads)) as served:
            assert answers(served, series) == expected, name
    for old in series.rows:
        loaded(empty_url, (old, log))
        downgrade(empty_url, "0005")
        with serve(loaded(empty_url, (third, log))) as served:
            assert answers(served, series) == expected


@both
def test_a_database_migrated_and_not_yet_seeded_answers_what_it_can(empty_url: str, series: Series) -> None:
    loaded(empty_url, (series.rows[0], ()))
    downgrade(empty_url, "0005")
    with serve(loaded(empty_url)) as served:
        assert served.json("/v1/releases") == {"items": [], "total": 0, "next": None}
        assert served.json("/v1/facts/river-2031.guests")["cite"]["link"].split("/")[3] == series.versions[0]
        feed = served.get("/v1/changes.atom")
        assert feed.status_code == 200
        assert "<entry>" not in feed.text
        refused(served, f"/v1/changes?since={series.versions[0]}")


@both
def test_data_that_is_not_released_is_a_local_release(empty_url: str, series: Series) -> None:
    """An operator's own document stays, whatever releases come from elsewhere."""
    own = edition(series.shop, REPORT, DIGEST)
    with serve(loaded(empty_url, (series.rows[0], series.log[:1]), (own, series.log[:1]))) as served:
        newest, oldest = served.items("/v1/releases")
        assert (newest["local"], oldest["local"]) == (True, False)
        assert (newest["id"], oldest["id"]) == (version_of(own), series.versions[0])
        assert (newest["current"], oldest["current"]) == (True, False)
        assert newest["changes"] == {"added": 2, "changed": 3, "re_ranked": 1, "withdrawn": 0}
    with serve(loaded(empty_url, (own, series.log))) as served:
        items = served.items("/v1/releases")
        assert [item["id"] for item in items] == [version_of(own), *series.versions[:0:-1], series.versions[0]]
        assert [item["local"] for item in items] == [True, False, False, False]
        changes = served.items(f"/v1/changes?since={series.versions[2]}")
        assert {item["fact"]: item["change"] for item in changes} == {
            "river-2031.guests.online": CHANGED,
            "river-2031.sub_forums": ADDED,
        }
        link = f"/v1/releases/{version_of(own)}/facts/river-2031.guests~digest"
        assert served.json(link)["current"] == "same"


@both
def test_data_that_comes_back_is_the_release_it_was(empty_url: str, series: Series) -> None:
    """Its version names it wherever it stands, and validators tell the longer past."""
    first, second = series.rows[:2]
    log = series.log[:2]
    with serve(loaded(empty_url, (first, log), (second, log))) as served:
        before = {path: served.get(path) for path in ("/v1/releases", "/v1/changes.atom")}
        assert [item["id"] for item in served.items("/v1/releases")] == series.versions[1::-1]
    with serve(loaded(empty_url, (first, log))) as served:
        newest, other = served.items("/v1/releases")
        assert (newest["id"], newest["local"], newest["released_on"]) == (series.versions[0], False, "2031-06-01")
        assert served.json(f"/v1/changes?since={series.versions[0]}")["total"] == 0
        assert {one["fact"]: one["change"] for one in served.items(f"/v1/changes?since={other['id']}")} == {
            "river-2031.firsts.raft": WITHDRAWN,
            "river-2031.guests": RE_RANKED,
            "river-2031.guests~digest": WITHDRAWN,
            "river-2031.name.en": CHANGED,
            "river-2031.series": CHANGED,
            "river-2031.sub_forums": ADDED,
            "river-2031.year": CHANGED,
        }
        assert served.items(f"/v1/changes?since={series.versions[0]}&until={series.versions[1]}")
    with serve(loaded(empty_url, (second, log))) as served:
        for path, answer in before.items():
            again = served.get(path, if_none_match=answer.headers["etag"])
            assert (again.status_code, again.headers["x-dataset-version"]) == (200, series.versions[1]), path


@both
def test_a_release_writes_only_what_changed(empty_url: str, series: Series) -> None:
    table = Revision.__table__  # type: ignore[attr-defined]
    loaded(empty_url, (series.rows[1], series.log[:2]))
    engine = connect(empty_url)
    with engine.connect() as connection:
        before = {row[:3]: row for row in connection.execute(sa.select(table))}
    load(engine, series.rows[2], series.log)
    with engine.connect() as connection:
        after = {row[:3]: row for row in connection.execute(sa.select(table))}
    engine.dispose()
    assert set(before) < set(after)
    assert {key[1] for key in set(after) - set(before)} == {"river-2031.guests.online", "congress-2031"}
    assert {key[1] for key, row in before.items() if after[key] != row} == {"river-2031.guests.online", "congress-2031"}


@both
def test_the_history_is_part_of_the_one_transaction(empty_url: str, series: Series) -> None:
    """A load that fails after the history was written leaves neither."""
    rows = series.rows[1]
    settings = loaded(empty_url, (series.rows[0], series.log[:1]))
    spoiled = rows | {"evidence": [row for row in rows["evidence"] if row["fact"] != "river-2031.guests"]}
    engine = connect(empty_url)
    with pytest.raises(sa.exc.IntegrityError):
        load(engine, spoiled, series.log[:2])
    engine.dispose()
    with serve(settings) as served:
        assert [item["id"] for item in served.items("/v1/releases")] == series.versions[:1]
        assert served.json(f"/v1/changes?since={series.versions[0]}")["total"] == 0


@both
def test_a_walk_ends_with_its_release(empty_url: str, series: Series) -> None:
    path = f"/v1/changes?since={series.versions[0]}&limit=1"
    with serve(loaded(empty_url, (series.rows[1], series.log[:2]))) as served:
        following = served.json(path)["next"]
        listed = served.json("/v1/releases?limit=1")["next"]
        assert [item["id"] for item in walk(served, "/v1/releases?limit=1")] == series.versions[1::-1]
        refused(served, listed.replace("/v1/releases", "/v1/changes") + f"&since={series.versions[0]}")
    with serve(loaded(empty_url, (series.rows[2], series.log))) as served:
        refused(served, following, 410)
        refused(served, listed, 410)
