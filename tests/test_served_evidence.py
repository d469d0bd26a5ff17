"""The data served against the documents themselves; it runs whenever SUMMIT_DOCUMENTS names their folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seed import FACTS
from seed.check import at_hand, examine, read_folder
from seed.dataset import Dataset
from seed.proof import DIGITS
from seed.rows import all_rows
from seed.spans import find_spans, read_document
from tests.asking import walk
from tests.conftest import documents, needs
from tests.releasing import loaded
from tests.served import Served, serve


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return the folder of the documents."""
    found = documents()
    needs(found, "the documents (SUMMIT_DOCUMENTS)")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def proven(folder: Path) -> Dataset:
    """Prove every span, every number and every digit."""
    return examine(FACTS, folder)


@pytest.fixture(scope="module")
def real(proven: Dataset, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the data, with the documents."""
    settings = loaded(f"sqlite:///{tmp_path_factory.mktemp('proven')}/real.sqlite", (all_rows(proven), ()))
    with serve(settings.model_copy(update={"documents": folder})) as running:
        yield running


def test_every_document_is_at_hand(proven: Dataset, folder: Path) -> None:
    assert sorted(at_hand(folder, proven.spans)) == sorted(proven.spans)


def test_every_piece_of_evidence_served_stands_in_its_document(folder: Path, real: Served) -> None:
    """And the sentence that is shown around it is of the document too."""
    texts = {item["id"]: read_document(folder, item["id"]) for item in real.items("/v1/documents")}
    asked = "/v1/facts?limit=1000&rank=preferred&rank=normal&rank=deprecated&fields=evidence&include=context"
    for fact in walk(real, asked):
        for piece, context in zip(fact["evidence"], fact["included"]["context"], strict=True):
            text = texts[piece["document"]]
            assert text[piece["start"] : piece["end"]] == piece["surface"]
            assert piece["surface"] in context["sentence"]
            assert context["sentence"] in text


def test_each_run_of_digits_is_a_fact_or_has_a_reason(folder: Path) -> None:
    for file in read_folder(FACTS):
        text = read_document(folder, file.document)
        spans = [span for of in find_spans(file, text).of.values() for span in of]
        excused = [hit for item in file.not_facts for phrase in item.phrases for hit in phrase.hits(text)]
        assert all(len(item.why) > 10 for item in file.not_facts)
        for run in DIGITS.finditer(text):
            assert any(start <= run.start() and run.end() <= end for start, end in [*spans, *excused]), run


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
