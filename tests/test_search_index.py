"""The index is kept in the seeder's own transaction: what changes is found anew, what is removed is found no more."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.commands.migrate import downgrade, upgrade
from app.database import connect
from app.settings import Settings
from seed.columns import Rows
from seed.load import load
from seed.rows import all_rows
from tests.asking import refused
from tests.conftest import DATABASES
from tests.search import found
from tests.served import serve
from tests.workshop import DATA, TEXT, Workshop

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)


def indexed(url: str) -> int:
    """Return how many texts the index holds that have a word of any kind."""
    engine = connect(url, read_only=True)
    holds = {
        "sqlite": "SELECT count(*) FROM search_index WHERE search_index MATCH 'type'",
        "postgresql": "SELECT count(*) FROM search_index WHERE vector IS NOT NULL",
    }
    with engine.connect() as connection:
        kinds = connection.exec_driver_sql("SELECT DISTINCT type FROM search_entry").scalars().all()
        query = " OR ".join(f'"type:{kind}"' for kind in kinds)
        statement = holds[engine.dialect.name].replace("'type'", f"'{query}'")
        count = connection.exec_driver_sql(statement).scalar_one()
    engine.dispose()
    return int(count)


@both
def test_what_changes_is_found_anew_and_what_is_removed_no_more(empty_url: str, tmp_path: Path) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    first = all_rows(Workshop.at(tmp_path).examine())
    load(engine, first)
    renamed = DATA.replace('{name.en: "Water Board"}', '{name.en: "the Water Board"}')
    renamed = renamed.replace("2031年河流大会", "2031年江河大会")
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        assert found(served, "search", {"q": "河流大会"}) == ["summits/river-2031"]
        assert found(served, "search", {"q": "water board"}) == ["organizations/water-board"]
        assert found(served, "suggest", {"q": "wather"}) == ["organizations/water-board"]
        report = load(engine, all_rows(Workshop.at(tmp_path, renamed).examine()))
        change = report.tables["search_entry"]
        assert (change.changed, change.created, change.removed) == (0, 2, 2)
        served.noticed()
        assert found(served, "search", {"q": "河流大会"}) == []
        assert found(served, "search", {"q": "江河大会"}) == ["summits/river-2031"]
        assert found(served, "suggest", {"q": "the wather"}) == ["organizations/water-board"]
        gone = "\n".join(line for line in DATA.splitlines() if "ada-byron" not in line and "Ada Byron" not in line)
        gone = gone.replace("people:\n", "").replace("appearances:\n", "")
        gone = "\n".join(line for line in gone.splitlines() if "position." not in line and "by video" not in line)
        load(engine, all_rows(Workshop.at(tmp_path, gone).examine()))
        served.noticed()
        assert found(served, "search", {"q": "Ada Byron"}) == []
        assert found(served, "suggest", {"q": "Ada"}) == []
        load(engine, first)
        served.noticed()
        assert found(served, "search", {"q": "Ada Byron"})[0] == "people/ada-byron"
    engine.dispose()
    assert indexed(empty_url) == len(first["search_entry"])


@both
def test_one_more_document_leaves_the_other_texts_as_they_are(empty_url: str, tmp_path: Path, rows: Rows) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, all_rows(Workshop.at(tmp_path).examine()))
    more = DATA.replace("congress-2031", "congress-again").replace("Congress report", "Another report")
    shop = Workshop.at(tmp_path)
    shop.add("congress-again", more, TEXT)
    report = load(engine, all_rows(shop.examine()))
    change = report.tables["search_entry"]
    assert (change.created, change.removed) == (2, 0)
    assert change.changed == 0
    again = load(engine, all_rows(shop.examine()))
    assert again.tables["search_entry"].unchanged == change.unchanged + 2
    load(engine, rows)
    engine.dispose()
    assert indexed(empty_url) == len(rows["search_entry"])


@both
def test_a_walk_over_a_superseded_release_ends(empty_url: str, tmp_path: Path, rows: Rows) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    with serve(Settings(database_url=empty_url, documents=None)) as served:
        following = served.json("/v1/search?q=world&limit=2")["next"]
        load(engine, all_rows(Workshop.at(tmp_path).examine()))
        refused(served, following, 410)
    engine.dispose()


@both
def test_the_index_goes_and_comes_with_its_migration(empty_url: str, rows: Rows) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, rows)
    downgrade(empty_url, "0005")
    assert not {name for name in sa.inspect(engine).get_table_names() if name.startswith("search")}
    upgrade(empty_url)
    assert load(engine, rows).tables["search_entry"].created == len(rows["search_entry"])
    engine.dispose()
    assert indexed(empty_url) == len(rows["search_entry"])


def test_every_text_is_proved_or_ours(rows: Rows) -> None:
    facts = {row["id"]: row for row in rows["fact"]}
    for row in rows["search_entry"]:
        if row["fact"] is None:
            assert row["field"] in {"name", "label", "person", "organization", "country", "expo"}
        else:
            assert facts[row["fact"]]["text"] == row["text"]
            assert facts[row["fact"]]["rank"] != "deprecated"
    told = {row["id"] for row in rows["fact"] if row["text"] and row["language"] and row["rank"] != "deprecated"}
    assert told <= {row["fact"] for row in rows["search_entry"]}
    assert len({row["id"] for row in rows["search_entry"]}) == len(rows["search_entry"])
