"""The proof against the documents themselves; it runs whenever SUMMIT_DOCUMENTS names their folder."""

from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from seed import FACTS
from seed.check import examine, read_folder
from seed.proof import DIGITS
from seed.spans import find_spans, read_document
from tests.conftest import documents, needs
from tests.served import Served, serve
from tests.workshop import TEXT, Workshop


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return the folder of the documents."""
    found = documents()
    needs(found, "the documents (SUMMIT_DOCUMENTS)")
    assert found is not None
    return found


def test_every_span_every_number_and_every_digit_is_proven(folder: Path) -> None:
    assert len(examine(FACTS, folder).facts) > 1000


def test_every_piece_of_evidence_served_stands_in_its_document(folder: Path, served: Served) -> None:
    texts = {item["id"]: read_document(folder, item["id"]) for item in served.items("/v1/documents")}
    assert len(texts) == 5
    pieces = 0
    path: str | None = "/v1/facts?limit=1000&rank=preferred&rank=normal&rank=deprecated"
    while path:
        body = served.json(path)
        for fact in body["items"]:
            for piece in fact["evidence"]:
                assert texts[piece["document"]][piece["start"] : piece["end"]] == piece["surface"]
                pieces += 1
        path = body["next"]
    assert pieces > 1000


def test_each_run_of_digits_is_a_fact_or_has_a_reason(folder: Path) -> None:
    for file in read_folder(FACTS):
        text = read_document(folder, file.document)
        spans = [span for of in find_spans(file, text).of.values() for span in of]
        excused = [hit for item in file.not_facts for phrase in item.phrases for hit in phrase.hits(text)]
        assert all(len(item.why) > 10 for item in file.not_facts)
        for run in DIGITS.finditer(text):
            assert any(start <= run.start() and run.end() <= end for start, end in [*spans, *excused]), run


def test_no_boilerplate_number_is_a_fact(served: Served) -> None:
    for number in (12005551, 1103013, 33020302000735, 33120180003, 1362):
        assert served.json(f"/v1/facts?number_min={number}&number_max={number}")["total"] == 0
    assert served.json("/v1/facts?q=33020302000735")["total"] == 0
    assert served.json("/v1/facts?q=gmail")["total"] == 0
    assert served.json("/v1/facts?q=akismet")["total"] == 0


def longest_common_run(line: str, bank: set[str], size: int) -> bool:
    """Tell whether a line holds `size` characters in a row of the bank."""
    return any(line[start : start + size] in bank for start in range(len(line) - size + 1))


def test_no_sentence_of_a_document_entered_the_project(folder: Path) -> None:
    """Titles, themes and official names may be long; nothing else is."""
    size = {"en": 140, "zh": 32}
    root = FACTS.parent.parent
    banks: dict[int, set[str]] = {140: set(), 32: set()}
    for file in read_folder(FACTS):
        for line in read_document(folder, file.document).splitlines():
            width = size[file.language]
            banks[width] |= {line[start : start + width] for start in range(len(line) - width + 1)}
    tracked = [path for part in ("app", "seed", "tests", "docs", "migrations") for path in (root / part).rglob("*.*")]
    allowed = ("Institute", "Intellectual Property Development Research Center", "Highlights of the 2023")
    for path in (path for path in tracked if path.suffix in {".py", ".yaml", ".md"}):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not any(title in line for title in allowed):
                assert not any(longest_common_run(line, bank, width) for width, bank in banks.items()), (
                    f"{path}: {line}"
                )


@pytest.fixture
def mounted(tmp_path: Path, seeded_url: str) -> Any:
    """Serve with a folder of documents, of which only one is there, and it is another text."""
    Workshop.at(tmp_path, text=TEXT, name="wipo-2023")
    with serve(Settings(database_url=seeded_url, documents=tmp_path / "documents")) as running:
        yield running


def test_without_the_documents_context_is_refused(served: Served) -> None:
    response = served.get("/v1/facts/wuzhen-2023.guests?include=context")
    assert response.status_code == 422
    assert response.json()["errors"][0]["name"] == "include"


def test_a_copy_that_differs_gives_no_sentence(mounted: Served) -> None:
    fact = mounted.json("/v1/facts/wuzhen-2023.guests?include=context")
    assert [piece["sentence"] for piece in fact["included"]["context"]] == [None, None]


def test_the_sentence_around_the_evidence_comes_from_the_operators_copy(folder: Path, seeded_url: str) -> None:
    with serve(Settings(database_url=seeded_url, documents=folder)) as running:
        plain = running.get("/v1/facts/wuzhen-2024.guests.on_site")
        fact = running.json("/v1/facts/wuzhen-2024.guests.on_site?include=context")
        (piece,) = fact["included"]["context"]
        assert fact["evidence"][0]["surface"] in piece["sentence"]
        assert piece["sentence"].endswith("。")
        assert piece["sentence"].count("。") == 1
        english = running.json("/v1/facts/wuzhen-2022.sub_forums?include=context")["included"]["context"][0]["sentence"]
        assert "19 sub-forums" in english
        assert english.startswith("A total of")
        assert english.endswith("set up.")
        listed = running.items("/v1/facts?document=wipo-2023&limit=1000&include=context")
        assert all(one["sentence"] for fact in listed for one in fact["included"]["context"])
        with serve(Settings(database_url=seeded_url, documents=None)) as bare:
            assert bare.get("/v1/facts/wuzhen-2024.guests.on_site").headers["etag"] != plain.headers["etag"]
