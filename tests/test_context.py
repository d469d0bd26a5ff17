"""The sentence around a piece of evidence, from the operator's copy, which may change while it is served."""

from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.served import Served, serve
from tests.workshop import Workshop

FACT = "/v1/facts/wuzhen-2023.guests"
ASKED = f"{FACT}?include=context"


def sentences(answer: httpx.Response) -> list[str | None]:
    """Return the sentences that an answer includes."""
    return [one["sentence"] for one in answer.json()["included"]["context"]]


@pytest.mark.parametrize("level", ["warning", "info"])
def test_a_copy_that_changes_changes_the_answer(seeded_url: str, tmp_path: Path, level: str) -> None:
    with serve(Settings(database_url=seeded_url, documents=tmp_path, log_level=level)) as served:
        pieces = served.json(FACT)["evidence"]
        answers = [served.get(ASKED)]
        for sentence in ("The copy says {}.", "Another copy says: {}!"):
            for name in {piece["document"] for piece in pieces}:
                (tmp_path / f"{name}.txt").write_text(copy(sentence, [p for p in pieces if p["document"] == name]))
            served.noticed()
            answers.append(served.get(ASKED, if_none_match=answers[-1].headers["etag"]))
            assert served.get(ASKED).content == answers[-1].content
        (tmp_path / f"{pieces[0]['document']}.txt").unlink()
        served.noticed()
        answers.append(served.get(ASKED, if_none_match=answers[-1].headers["etag"]))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.headers["etag"] for answer in answers}) == 4
    assert set(sentences(answers[0])) == {None}
    for answer, said in zip(answers[1:3], ("The copy says", "Another copy says"), strict=True):
        assert all(one is not None and one.startswith(said) for one in sentences(answer))
    assert sentences(answers[3])[0] is None


@pytest.mark.parametrize(
    ("fact", "around", "sentence"),
    [
        ("wuzhen-2024.guests.on_site", "前面是一句。据称{}，如此而已。后面又一句。", "据称{}，如此而已。"),
        ("wuzhen-2022.sub_forums", "One before. A total of {}, we hear. One after.", "A total of {}, we hear."),
    ],
)
def test_the_sentence_is_shown_and_no_other(
    seeded_url: str, tmp_path: Path, fact: str, around: str, sentence: str
) -> None:
    with serve(Settings(database_url=seeded_url, documents=tmp_path)) as served:
        (piece,) = served.json(f"/v1/facts/{fact}")["evidence"]
        (tmp_path / f"{piece['document']}.txt").write_text(copy(around, [piece]), encoding="utf-8")
        served.noticed()
        assert sentences(served.get(f"/v1/facts/{fact}?include=context")) == [sentence.format(piece["surface"])]


def test_without_the_documents_it_is_refused_and_the_validator_is_another(
    served: Served, seeded_url: str, tmp_path: Path
) -> None:
    response = served.get(ASKED)
    assert response.status_code == 422
    assert response.json()["errors"][0]["name"] == "include"
    with serve(Settings(database_url=seeded_url, documents=tmp_path)) as mounted:
        assert mounted.get(FACT).headers["etag"] != served.get(FACT).headers["etag"]


def test_a_copy_that_differs_gives_no_sentence(seeded_url: str, tmp_path: Path) -> None:
    Workshop.at(tmp_path, name="wipo-2023")
    with serve(Settings(database_url=seeded_url, documents=tmp_path / "documents")) as mounted:
        assert sentences(mounted.get(ASKED)) == [None, None]


def copy(sentence: str, pieces: list[dict[str, object]]) -> str:
    """Make a text that holds each piece at its place, in a sentence of its own."""
    before, after = sentence.split("{}")
    text = ""
    for piece in sorted(pieces, key=lambda piece: int(str(piece["start"]))):
        start = int(str(piece["start"]))
        text = f"{text.ljust(start - len(before) - 1)}\n"[: start - len(before)] + before
        text = text.ljust(start) + str(piece["surface"]) + after
    return text
