"""What the benchmark measures is right; how fast it is, no test asks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.benchmarks import database as made
from tests.benchmarks import exhibitors
from tests.benchmarks.against import Change, compared, interval
from tests.benchmarks.report import BEGIN, END, Figure, Note, Target, report, write

ROWS = 20_000
EACH = ROWS // len(exhibitors.EDITIONS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.database(ROWS, tmp_path_factory.mktemp("benchmark") / "exhibitors.sqlite")


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(database_url=f"sqlite:///{path}"))) as found:
        yield found


@pytest.mark.parametrize("figure", ["exhibitors", "exhibitor_countries"])
def test_figures_agree_with_their_facts(path: Path, figure: str) -> None:
    query = f"""SELECT count(e.{figure}), count(f.id),
            count(*) FILTER (WHERE e.{figure} = f.number AND e.scope = f.scope)
        FROM exhibitor e LEFT JOIN fact f ON f.subject_id = e.id AND f.property = '{figure}' AND f.best"""
    with closing(sqlite3.connect(path)) as connection:
        columns, facts, agreeing = connection.execute(query).fetchone()
    assert 0 < columns == facts == agreeing


def test_every_edition_has_as_many_exhibitors(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        counted = dict(connection.execute("SELECT year, count(*) FROM exhibitor GROUP BY year"))
    assert counted == dict.fromkeys(exhibitors.EDITIONS, EACH)


@pytest.mark.parametrize("since", [None, 1000, 1525], ids=str)
def test_a_first_year_that_leaves_nothing_out_changes_no_answer(client: TestClient, since: int | None) -> None:
    asked = {"year": 2023, "limit": 20} | ({} if since is None else {"year_from": since})
    answer = client.get("/v1/exhibitors", params=asked).json()
    assert answer["total"] == EACH
    assert [item["id"] for item in answer["items"]] == [f"expo-2023.{number:05}" for number in range(20)]


def test_a_database_of_the_same_code_is_used_again(path: Path) -> None:
    before = path.stat().st_ino
    assert made.database(ROWS, path).stat().st_ino == before


def test_a_missed_target_is_shown_as_missed() -> None:
    found = [Target("quick", 2, [1.0, 3.0, 4.0]), Target("small", 2, [1.0, 3.0, 4.0], at_least=False, unit=" MB")]
    lines = report([*found, Figure("rate", "project", [5.0], "requests/s"), Note("by the clock")]).splitlines()
    assert lines[2] == "| quick | >= 2x | 3.00x | 1.00 to 4.00 | met |"
    assert lines[3] == "| small | <= 2 MB | 3.00 MB | 1.00 to 4.00 | **missed** |"


def test_results_replace_what_stands_between_the_marks(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write(document, "new\n")
    assert document.read_text() == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_document_without_marks_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("prose")
    with pytest.raises(ValueError, match="no marks"):
        write(document, "new\n")
    assert document.read_text() == "prose"


@pytest.mark.parametrize(("count", "outside"), [(6, 1), (8, 1), (9, 2), (12, 3), (20, 6)], ids=str)
def test_an_interval_is_that_of_the_sign_test(count: int, outside: int) -> None:
    """The ranks stand in every table of the sign test at 5 %."""
    found = [float(number) for number in range(1, count + 1)]
    for order in (found, found[::-1], found[1::2] + found[::2]):
        assert interval(order) == (float(outside), float(count + 1 - outside))


def test_too_few_rounds_are_no_comparison() -> None:
    with pytest.raises(ValueError, match="5 rounds are too few"):
        interval([1.0] * 5)


@pytest.mark.parametrize(
    ("ratios", "slower"),
    [
        ([0.90, 0.91, 0.92, 0.93, 0.94, 0.949], True),
        ([0.90, 0.91, 0.92, 0.93, 0.94, 0.951], False),
        ([0.60, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 1.30], True),
        ([0.80, 0.90, 0.94, 0.95, 0.96, 1.00, 1.10, 1.20, 1.30], False),
        ([1.10] * 12, False),
    ],
)
def test_slower_is_only_what_lies_below_as_a_whole(ratios: list[float], slower: bool) -> None:
    for order in (ratios, ratios[::-1]):
        assert Change("asked", order).slower is slower
    assert ("**slower**" in compared([Change("asked", ratios)], "rounds")) is slower
