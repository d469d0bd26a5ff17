"""Tools over a series of many editions: what does not fit is counted, and can be asked for."""

import re
from collections.abc import Iterator

import pytest

from app.commands.migrate import upgrade
from app.database import connect
from app.settings import Settings
from seed.load import load
from seed.rows import all_rows
from tests.served import Served, serve
from tests.talking import ask, prove
from tests.workshop import Workshop

YEARS = range(1960, 2020)
NAMES = {year: f"The {year} Lake Congress" for year in YEARS}
TEXT = (
    "\n".join(f"{NAMES[year]} was small: congress {year} had {year - 1900} workshops." for year in YEARS)
    + "\nAll of the Lake Congresses.\n"
)
HEAD = """document:
  id: lakes
  language: en
  label: {en: "Lake report", zh: "湖泊报告"}
series:
  lake: {name.en: "Lake Congresses"}
summits:
"""
SUMMIT = """  lake-{year}:
    row: {{series: lake, year: "{year}", says: "{name}"}}
    name.en: "{name}"
    sub_forums: {{value: {count}, says: "congress {year} had {count} workshops"}}
"""
DATA = HEAD + "".join(SUMMIT.format(year=year, name=NAMES[year], count=year - 1900) for year in YEARS)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve sixty editions."""
    folder = tmp_path_factory.mktemp("many")
    url = f"sqlite:///{folder}/many.sqlite"
    upgrade(url)
    engine = connect(url)
    load(engine, all_rows(Workshop.at(folder, DATA, TEXT, "lakes").examine()))
    engine.dispose()
    with serve(Settings(database_url=url, documents=None)) as running:
        yield running


def test_a_long_trend_shows_the_newest_and_counts_the_rest(many: Served) -> None:
    text = ask(many, "trend", property="sub_forums")
    shown = [int(year) for year in re.findall(r"^- lake (\d{4}): ", text, re.MULTILINE)]
    assert shown == list(range(2019, 2019 - len(shown), -1))
    left = re.search(r"^(\d+) more not shown, beginning with lake (\d{4}): ask with years\.$", text, re.MULTILINE)
    assert left
    assert (int(left[1]), int(left[2])) == (60 - len(shown), shown[-1] - 1)
    assert prove(many, text) == len(shown) > 10
    earlier = ask(many, "trend", property="sub_forums", years=[1960, 1961])
    assert "not shown" not in earlier
    assert prove(many, earlier) == 2


def test_a_line_of_many_years_is_named_where_it_is_too_long(many: Served) -> None:
    text = ask(many, "compare", years=list(YEARS)[:50])
    assert (
        "\n- Sub-forums (sub_forums) of lake-*: 50 facts, too long to show: use get_facts(property=sub_forums)" in text
    )
    assert prove(many, ask(many, "compare", years=[1960, 2019])) == 2


def test_years_are_counted_where_they_do_not_fit(many: Served) -> None:
    text = ask(many, "describe")
    (editions,) = re.findall(r"^Editions: lake \(([\d, ]+) and (\d+) more\)", text, re.MULTILINE)
    assert len(editions[0].split(", ")) + int(editions[1]) == 60
    covered = ask(many, "describe", property="sub_forums")
    (more,) = re.findall(r"^(\d+) more years not shown", covered, re.MULTILINE) or ["0"]
    assert covered.count("\n- lake ") + int(more) == 60
