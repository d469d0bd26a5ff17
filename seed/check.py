"""Reads, proves and merges the data files; writes nothing to a database."""

from collections.abc import Iterable
from pathlib import Path

from seed.dataset import Dataset
from seed.merge import merge
from seed.problem import Problems, Refused, one_of
from seed.proof import fits, prove_digits, prove_hedges, prove_spans, prove_values
from seed.reader import read_file
from seed.records import File
from seed.spans import Spans, find_spans, read_document, read_spans


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

    Without `documents` the spans files are trusted. With them, for each document whose text is in that folder, every
    span is proven, every hedge compared with its surroundings, and every run of digits accounted for. With `only`, just
    that document's file is proven, though all are merged. Raises Refused with all that is wrong.
    """
    files = read_folder(folder)
    problems = Problems()
    spans = {file.document: read_spans(folder / f"{file.document}.spans") for file in files}
    if only is not None and only not in spans:
        raise Refused([f"{only}: no such document; {one_of(spans)}"])
    for file in files:
        if only in {None, file.document}:
            fits(file, spans[file.document], problems)
            prove_values(file, problems)
            if documents is not None and (file.document in at_hand(documents, spans) or only):
                _prove(file, spans[file.document], read_document(documents, file.document), problems)
    problems.refuse()
    return merge(files, spans)


def at_hand(documents: Path, known: Iterable[str]) -> list[str]:
    """Return the documents whose texts are in the folder. Raises Refused if none is."""
    found = [document for document in known if (documents / f"{document}.txt").is_file()]
    if not found:
        raise Refused([f"{documents.name}: holds the text (<id>.txt) of no document; {one_of(known)}"])
    return found


def _prove(file: File, kept: Spans, text: str, problems: Problems) -> None:
    found = find_spans(file, text)
    prove_spans(file, kept, found, problems)
    prove_hedges(file, found, text, problems)
    prove_digits(file, found, text, problems)


def write_spans(folder: Path, documents: Path, only: str | None = None) -> list[Path]:
    """Write the spans files of the documents at hand, or of one. Raises Refused, writing none, if one is amiss."""
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if only is not None and only not in paths:
        raise Refused([f"{only}: no such document; {one_of(paths)}"])
    written: dict[Path, str] = {}
    for document in [only] if only else at_hand(documents, paths):
        found = find_spans(read_file(paths[document]), read_document(documents, document))
        written[folder / f"{document}.spans"] = found.write()
    for path, content in written.items():
        path.write_text(content, encoding="utf-8")
    return list(written)
