"""Search over 1,000,000 texts, first 20 hits, warm: `python -m tests.benchmarks.search [url] [texts]`.

Without a URL it makes an SQLite file in a temporary folder, and for `postgresql` it starts a server as the tests do; a
database that is full is not filled again. Times are those of the whole answer but HTTP: parameters read, candidates
found and ranked, page shown.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import sqlalchemy as sa
from starlette.requests import Request

from app.commands.migrate import upgrade
from app.database import connect
from app.kit.query import read
from app.kit.question import Question
from app.kit.rows.snapshot import Snapshot
from app.models import SearchEntry, SearchName, Subject
from app.questions.search import search
from app.questions.suggest import suggest
from tests import postgres
from tests.benchmarks.texts import subjects

TARGET = 5.0
ROUNDS = 50
BATCH = 20_000

ASKED: tuple[tuple[str, Question, dict[str, Any]], ...] = (
    ("a word in every text", search, {"q": "world"}),
    ("a word in every second text", search, {"q": "congress"}),
    ("a word in 1 of 1,000 texts", search, {"q": "thousandth"}),
    ("a rare word", search, {"q": "xylograph"}),
    ("a missing word", search, {"q": "nowhere"}),
    ("one Chinese character, frequent", search, {"q": "会"}),
    ("two characters, frequent", search, {"q": "大会"}),
    ("two characters, rare, each frequent", search, {"q": "会世"}),
    ("two characters, missing, each frequent", search, {"q": "大之"}),
    ("four characters, frequent", search, {"q": "世界大会"}),
    ("two words, frequent", search, {"q": "World Congress"}),
    ("two words, missing, each frequent", search, {"q": "Congress Blue"}),
    ("three words, frequent", search, {"q": "World Congress of"}),
    ("three words, rare, each pair frequent", search, {"q": "blue river stone"}),
    ("a word in every text, one type", search, {"q": "world", "type": ["people"]}),
    ("a word in every text, one year", search, {"q": "world", "year": ["2017"]}),
    ("a word in every text, years from, type", search, {"q": "world", "type": ["summits"], "year_from": "1990"}),
    ("two characters, frequent, type and year", search, {"q": "大会", "type": ["outcomes"], "year": ["1812"]}),
    ("a rare word, type and year", search, {"q": "xylograph", "type": ["people"], "year_to": "2000"}),
    ("typing one letter", suggest, {"q": "w"}),
    ("typing six letters", suggest, {"q": "world "}),
    ("typing two words", suggest, {"q": "world congress of ka"}),
    ("typing a wrong letter", suggest, {"q": "xilogra"}),
    ("typing a wrong letter late", suggest, {"q": "world congress of the xylogarph"}),
    ("typing a wrong letter, one type", suggest, {"q": "wrold", "type": ["people"]}),
    ("typing Chinese", suggest, {"q": "世界"}),
)


def fill(engine: sa.Engine, texts: int) -> None:
    """Write texts until there are as many, in the tables that the seeder writes."""
    with engine.begin() as connection:
        if connection.execute(sa.select(sa.func.count()).select_from(SearchEntry)).scalar_one() >= texts:
            return
        chance = random.Random(2031)
        done = 0
        for batch in batches(subjects(chance, texts)):
            for model in (Subject, SearchEntry, SearchName):
                rows = [row for group in batch for row in group[model]]
                connection.execute(sa.insert(model), rows)
            done += sum(len(group[SearchEntry]) for group in batch)
            tell(f"\r{done:,} texts written")
        tell("\n")


def batches(items: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield items in lists."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def measure(engine: sa.Engine, question: Question, values: dict[str, Any]) -> tuple[list[float], dict[str, Any]]:
    """Return the milliseconds of each round, and the answer."""
    pairs = [(name, one) for name, value in values.items() for one in ([value] if isinstance(value, str) else value)]
    scope = {"type": "http", "method": "GET", "path": question.path, "query_string": b"", "headers": []}
    taken = []
    answer: dict[str, Any] = {}
    for _ in range(ROUNDS):
        with engine.connect() as connection:
            begun = time.perf_counter()
            asked = read(question.asked, pairs)
            answer = question.run(Request(scope), Snapshot(connection, "benchmark", "", None, "", "", ""), asked)
            taken.append(1000 * (time.perf_counter() - begun))
    return taken, answer


def tell(text: str) -> None:
    """Write to standard output at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main(url: str | None = None, texts: str = "1000000") -> None:
    """Find a database."""
    if url == "postgresql":
        with postgres.server() as started:
            run(started, int(texts))
    else:
        run(url or f"sqlite:///{Path(gettempdir()) / 'summit-benchmark.sqlite'}", int(texts))


def run(url: str, texts: int) -> tuple[list[float], list[float]]:
    """Fill, measure, print; return the medians of what asks for one word, and of what asks for several, in ms."""
    upgrade(url)
    engine = connect(url)
    begun = time.perf_counter()
    fill(engine, texts)
    with engine.begin() as connection:
        connection.execute(sa.text("ANALYZE"))
    engine.dispose()
    tell(f"{engine.dialect.name}, {texts:,} texts, filled in {time.perf_counter() - begun:.0f} s\n")
    tell(f"{'':<44}{'median ms':>10}{'worst ms':>10}{'hits':>7}   target {TARGET} ms\n")
    reader = connect(url, read_only=True)
    medians: tuple[list[float], list[float]] = ([], [])
    for what, question, values in ASKED:
        taken, answer = measure(reader, question, values)
        total = "many" if answer["total"] is None else str(answer["total"])
        median = statistics.median(taken)
        medians[" " in values["q"].strip()].append(median)
        met = "" if median <= TARGET else "   missed"
        tell(f"{what:<44}{median:>10.2f}{max(taken):>10.2f}{total:>7}{met}\n")
    reader.dispose()
    return medians


if __name__ == "__main__":
    main(*sys.argv[1:])
