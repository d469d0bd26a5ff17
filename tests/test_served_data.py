"""The data served, `seed/facts` and its release log: the questions that a reader would ask, and what must always hold.

What is expected of the data stands in `questions.yaml`, and there alone: a document that is added changes that file.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from app.commands.migrate import upgrade
from app.database import connect
from app.questions.past import EXAMPLE
from app.settings import Settings
from seed import FACTS
from seed.check import examine
from seed.columns import Rows
from seed.contents import contents
from seed.load import load
from seed.releases import Log, append, beside
from seed.replay import read_log
from seed.rows import all_rows
from seed.version import version_of
from tests.asking import at
from tests.served import Served, serve
from tests.test_commands import SEED, SUMMITS, run
from tests.test_llms import EXAMPLES as GUIDED
from tests.test_llms import assert_guided
from tests.test_openapi import replays, unanswered

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data() -> Rows:
    """Give the data files as rows."""
    return all_rows(examine(FACTS, None))


@pytest.fixture(scope="module")
def released() -> Log:
    """Give the release log."""
    return read_log(beside(FACTS))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, data: Rows, released: Log) -> Iterator[Served]:
    """Serve the data."""
    url = f"sqlite:///{tmp_path_factory.mktemp('real')}/real.sqlite"
    upgrade(url)
    engine = connect(url)
    load(engine, data, released)
    engine.dispose()
    with serve(Settings(database_url=url, documents=None)) as running:
        yield running


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["en"] for question in QUESTIONS])
def test_the_question_is_answered(real: Served, question: dict[str, Any]) -> None:
    answer = real.json(quote(question["ask"], safe="/?&=,-._~:%"))
    found = {path: at(answer, path) for path in question["expect"]}
    assert found == question["expect"]


def test_the_table_is_large_and_in_both_languages() -> None:
    assert len(QUESTIONS) >= 60
    asked = {question["ask"].split("?")[0].split("/")[2] for question in QUESTIONS}
    assert len(asked) >= 15, "every collection is asked"
    for question in QUESTIONS:
        assert question["expect"]
        assert any("\u4e00" <= char <= "\u9fff" for char in question["zh"])


def test_what_the_docs_page_offers_to_try_is_answered(real: Served) -> None:
    """The examples of parameters are asked of the data served; those of answers are of the frozen facts."""
    assert unanswered(real, replays()) == []


@pytest.mark.parametrize("example", GUIDED, ids=[f"{number}-{one[1]}" for number, one in enumerate(GUIDED)])
def test_what_llms_txt_says_is_so(real: Served, example: tuple[str, ...]) -> None:
    assert_guided(real, example)


def test_the_last_release_is_the_data(data: Rows, released: Log) -> None:
    """Run `make release` if this fails."""
    assert released[-1].version == version_of(data)
    assert released[-1].state == contents(data)


def test_the_committed_log_is_written_again_byte_for_byte(released: Log, tmp_path: Path) -> None:
    path = tmp_path / "releases.ndjson"
    for place, release in enumerate(released):
        append(path, released[:place], release.version, date.fromisoformat(release.released_on), release.state)
    assert path.read_bytes() == beside(FACTS).read_bytes()


def test_the_first_release_is_the_one_that_examples_cite(released: Log) -> None:
    assert released[0].version == EXAMPLE


def test_the_log_holds_values_and_short_phrases_only(released: Log) -> None:
    for release in released:
        for content in release.state.values():
            assert all(len(piece["surface"]) <= 160 for piece in content.get("evidence", []))
            assert not {"search", "standing", "proof", "sha256"} & set(content)


def test_each_data_file_has_its_spans() -> None:
    assert sorted(path.stem for path in FACTS.glob("*.yaml")) == sorted(path.stem for path in FACTS.glob("*.spans"))


def test_the_commands_take_these_files_unless_told_otherwise(tmp_path: Path, data: Rows) -> None:
    url = f"sqlite:///{tmp_path}/s.sqlite"
    upgrade(url)
    for command in ([*SEED, "--check"], [SUMMITS, "seed"]):
        done = run(*command, SUMMIT_DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
    assert f"release {version_of(data)} (new)" in done.stdout
