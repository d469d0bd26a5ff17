"""What a reader of the documents would ask, with the answers that the documents give."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from tests.served import Served

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))


def at(value: Any, path: str) -> Any:
    """Return what stands at a dotted path; `*` collects over a list."""
    key, _, rest = path.partition(".")
    if key == "*":
        return [at(one, rest) if rest else one for one in value]
    found = value[int(key)] if isinstance(value, list) else value[key]
    return at(found, rest) if rest else found


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["en"] for question in QUESTIONS])
def test_the_question_is_answered(served: Served, question: dict[str, Any]) -> None:
    answer = served.json(quote(question["ask"], safe="/?&=,-._~:%"))
    found = {path: at(answer, path) for path in question["expect"]}
    assert found == question["expect"]


def test_the_table_is_large_and_in_both_languages() -> None:
    assert len(QUESTIONS) >= 60
    asked = {question["ask"].split("?")[0].split("/")[2] for question in QUESTIONS}
    assert len(asked) == 15, "every collection is asked"
    for question in QUESTIONS:
        assert question["expect"]
        assert any("\u4e00" <= char <= "\u9fff" for char in question["zh"])
