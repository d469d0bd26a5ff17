"""More texts than are ranked: the total is not told rather than told wrong, and what is shown are the first of them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.migrate import upgrade
from app.database import connect
from app.models import SearchEntry, SearchName, Subject
from app.search.match import MOST
from app.settings import Settings
from seed.load import load
from seed.rows import all_rows
from tests.asking import names, refused, walk
from tests.benchmarks.texts import subjects
from tests.conftest import DATABASES
from tests.search import key
from tests.served import Served, serve
from tests.workshop import Workshop

TEXTS = 4 * 600


@pytest.fixture
def crowded(empty_url: str, tmp_path: Path) -> Iterator[Served]:
    """Serve a database with more texts than are ranked."""
    upgrade(empty_url)
    engine = connect(empty_url)
    rows = all_rows(Workshop.at(tmp_path).examine())
    for thing in subjects(random.Random(2031), TEXTS):
        for model in (Subject, SearchEntry, SearchName):
            rows[str(model.__tablename__)] += thing[model]
    load(engine, rows)
    engine.dispose()
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        yield served


ANSWERS: list[object] = []


@pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
def test_what_is_frequent_has_no_total_and_the_newest_names(crowded: Served) -> None:
    body = crowded.json("/v1/search?q=world&limit=100")
    assert body["total"] is None
    hits = list(walk(crowded, "/v1/search?q=world&limit=100"))
    assert 100 < len(hits) <= MOST
    assert len({key(hit) for hit in hits}) == len(hits)
    assert all(match["field"] == "name" for hit in hits for match in hit["matches"])
    assert list(walk(crowded, "/v1/search?q=world&limit=7")) == hits

    assert names(refused(crowded, "/v1/search?q=world&format=csv")) == ["format"]
    assert len(crowded.get("/v1/search?q=world&format=ndjson&limit=7").text.splitlines()) == 7

    one_type = crowded.json("/v1/search?q=world&type=people&limit=1")
    assert one_type["total"] == 600 // 8
    years = sorted({year for hit in hits for year in hit["years"]})
    of_year = list(walk(crowded, f"/v1/search?q=world&year={years[0]}"))
    assert of_year
    assert all(hit["years"] == [years[0]] for hit in of_year)
    assert crowded.json("/v1/search?q=nowhere")["total"] == 0

    typed = crowded.json("/v1/suggest?q=world&limit=20")
    assert typed["total"] is None
    assert [item["distance"] for item in typed["items"]] == [0] * 20
    wrong = crowded.json("/v1/suggest?q=wrold&limit=20")
    assert wrong["total"] is None
    assert {item["distance"] for item in wrong["items"]} == {1}

    ANSWERS.append([hits, of_year, one_type, typed, wrong])
    assert all(answer == ANSWERS[0] for answer in ANSWERS)
