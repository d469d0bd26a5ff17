"""Reads, proves and merges the data files; writes nothing to a database."""

from pathlib import Path

from seed.dataset import Dataset
from seed.merge import merge
from seed.problem import Problems, Refused, one_of
from seed.proof import prove_digits, prove_hedges, prove_spans, prove_values
from seed.reader import read_file
from seed.records import File
from seed.spans import Spans, find_spans, read_document, read_spans

FACTS = Path(__file__).parent / "facts"


def read_folder(folder: Path) -> list[File]:
    """Read every data file of a folder. Raises Refused with the problems of all of them."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise Refused([f"{folder.name}: no data file (*.yaml) in this folder"])
    files, problems = [], []
    for path in paths:
        try:
            file = read_file(path)
        except Refused as refused:
            problems += refused.problems
            continue
        if file.document != path.stem:
            problems.append(f"{path.name}: holds the document {file.document}; a file is named after its document")
        files.append(file)
    if problems:
        raise Refused(problems)
    return files


def examine(folder: Path, documents: Path | None, only: str | None = None) -> Dataset:
    """Return what the data files of `folder` say together.

    Without `documents` the spans files are trusted; with them every span is proven, every hedge compared with its
    surroundings, and every run of digits accounted for. With `only`, just that document's file is proven, though all
    are merged. Raises Refused with all that is wrong.
    """
    files = read_folder(folder)
    problems = Problems()
    spans = {file.document: read_spans(folder / f"{file.document}.spans") for file in files}
    if only is not None and only not in spans:
        raise Refused([f"{only}: no such document; {one_of(spans)}"])
    for file in files:
        if only not in {None, file.document}:
            continue
        prove_values(file, problems)
        if documents is not None:
            _prove(file, spans[file.document], read_document(documents, file.document), problems)
    problems.refuse()
    return merge(files, spans)


def _prove(file: File, kept: Spans, text: str, problems: Problems) -> None:
    found = find_spans(file, text)
    prove_spans(file, kept, found, problems)
    prove_hedges(file, found, text, problems)
    prove_digits(file, found, text, problems)


def write_spans(folder: Path, documents: Path, only: str | None = None) -> list[Path]:
    """Write the spans files, or one of them. Raises Refused, having written none, if a phrase is amiss."""
    written: dict[Path, str] = {}
    for file in read_folder(folder) if only is None else [read_file(folder / f"{only}.yaml")]:
        found = find_spans(file, read_document(documents, file.document))
        written[folder / f"{file.document}.spans"] = found.write()
    for path, content in written.items():
        path.write_text(content, encoding="utf-8")
    return list(written)
