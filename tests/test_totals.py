"""Totals: exact, however they are found, and looked for once in a release."""

import threading
from collections.abc import Iterator
from itertools import product
from math import inf
from typing import Any

import pytest

from app.kit.rows import snapshot
from app.kit.rows.counts import Counts
from app.kit.rows.filters import Span
from app.kit.rows.prepared import Prepared
from app.kit.rows.timed import Timed
from app.settings import Settings
from tests.served import Served, serve

YEARS = ["", "year=2023", "year=2023&year=2022", "year=2023&year=2023", "year=2024&year=2022&year=2031", "year=1999"]
FROM = ["", "year_from=2023", "year_from=2025", "year_from=1000"]
TO = ["", "year_to=2023", "year_to=2021", "year_to=9999"]


LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT count(*) FROM n"
"""A statement that SQLite looks at the clock in, some hundred times."""


@pytest.fixture
def fresh(seeded_url: str) -> Iterator[Served]:
    """Serve what keeps no answers."""
    with serve(Settings(database_url=seeded_url, documents=None, cache_mb=0)) as served:
        yield served


@pytest.mark.parametrize("path", ["sub-forums", "exhibitors", "facts", "summits", "people", "organizations"])
def test_totals_by_year_are_what_a_walk_finds(fresh: Served, path: str) -> None:
    for asked in product(YEARS, FROM, TO):
        query = "&".join(filter(None, (*asked, "limit=1000")))
        body = fresh.get(f"/v1/{path}?{query}").json()
        if "total" not in body:  # no year can pass
            assert [one["name"] for one in body["errors"]] == ["year_to"]
            continue
        found = body["items"]
        while body["next"]:
            body = fresh.json(body["next"])
            found += body["items"]
        assert body["total"] == len({one["id"] for one in found}) == len(found), query


def test_other_numbers_are_counted_alike(fresh: Served) -> None:
    totals = []
    for least in (0, 1, 400, 450, 500, 600, 10**15):
        body = fresh.json(f"/v1/exhibitors?exhibitors_min={least}&limit=1000")
        assert body["total"] == len(body["items"])
        totals.append(body["total"])
    assert totals == sorted(totals, reverse=True)
    assert totals[0] > totals[-1] == 0


def test_all_who_ask_first_have_it_counted_once(fresh: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    run = Prepared.run

    def noted(prepared: Prepared, *arguments: Any) -> list[Any]:
        ran.append(prepared.text)
        return run(prepared, *arguments)

    monkeypatch.setattr(Prepared, "run", noted)
    asking = [
        threading.Thread(target=fresh.get, args=(f"/v1/sub-forums?year=2023&year_from={year}&fields=id",))
        for year in range(1000, 1016)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert sum("GROUP BY" in text for text in ran) == 1


def test_a_column_of_many_values_is_counted_as_it_is_asked(fresh: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "VALUES", 2)
    with fresh.statements() as ran:
        total = fresh.json("/v1/sub-forums?year=2023")["total"]
    assert total == len(fresh.items("/v1/sub-forums?year=2023&limit=1000"))
    assert sum("GROUP BY" in text for text in ran) == 1
    assert sum("count(*)" in text and "GROUP BY" not in text for text in ran) == 1


def test_a_column_that_takes_too_long_is_not_tried_again(fresh: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up by the database itself, and counted as it is asked in the same state of the data."""
    run, tried = Prepared.run, []

    def late(prepared: Prepared, driver: Any, values: Any) -> list[Any]:
        if "GROUP BY" in prepared.text:
            tried.append(prepared.text)
            if isinstance(driver, Timed):
                driver.deadline = 0
                return list(driver.execute(LONG))
            driver.execute("SET LOCAL statement_timeout = 50")
            return list(driver.execute("SELECT pg_sleep(60)"))
        return run(prepared, driver, values)

    monkeypatch.setattr(Prepared, "run", late)
    for query in ("year=2023&fields=id", "year=2024&fields=id", "year=2023"):
        body = fresh.json(f"/v1/sub-forums?{query}&limit=1000")
        assert body["total"] == len(body["items"]) > 0
    assert len(tried) == 1


def test_counts_of_spans() -> None:
    counts = Counts([(3, 5), (None, 7), (1, 2)])
    asked: list[list[Span]] = [
        [(-inf, inf)],
        [(1, 1), (3, 3)],
        [(2, inf)],
        [(-inf, 2)],
        [(2, 2)],
        [(3, 1)],
        [(4, 9)],
        [],
    ]
    assert [counts.within(spans) for spans in asked] == [7, 7, 5, 2, 0, 0, 0, 0]
