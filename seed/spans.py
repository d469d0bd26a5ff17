"""Where each phrase stands in its document, and the generated file that remembers it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seed.phrase import Phrase
from seed.problem import Mark, Problems, Refused
from seed.records import EntityRecord, File

Span = tuple[int, int]
"""Start and end in Unicode code points, the end excluded."""

_HEADER = re.compile(r"(?P<document>\S+) sha256=(?P<sha256>[0-9a-f]{64}) length=(?P<length>\d+)")
_LINE = re.compile(r"(?P<fact>\S+)(?P<spans>(?: \d+-\d+)+)")


@dataclass(frozen=True)
class Spans:
    """The spans of one document by fact id, and which text they were found in."""

    document: str
    sha256: str
    length: int
    of: dict[str, tuple[Span, ...]]

    def write(self) -> str:
        """Give the content of the spans file."""
        lines = [f"{self.document} sha256={self.sha256} length={self.length}"]
        lines += [
            f"{fact} " + " ".join(f"{start}-{end}" for start, end in spans) for fact, spans in sorted(self.of.items())
        ]
        return "\n".join(lines) + "\n"


def read_spans(path: Path) -> Spans:
    """Read a spans file. Raises Refused if it is missing or not as `write` wrote it."""
    advice = "generate it with `python -m seed spans --documents DIR`"
    if not path.is_file():
        raise Refused([f"{path.name}: missing; {advice}"])
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    head = _HEADER.fullmatch(header)
    if head is None:
        raise Refused([f"{path.name}:1: the first line reads `document sha256=... length=...`; {advice}"])
    of: dict[str, tuple[Span, ...]] = {}
    for number, line in enumerate(lines, start=2):
        match = _LINE.fullmatch(line)
        if match is None or match["fact"] in of:
            raise Refused([f"{path.name}:{number}: a line reads `fact start-end ...`, one line a fact; {advice}"])
        of[match["fact"]] = tuple(_span(pair) for pair in match["spans"].split())
    return Spans(head["document"], head["sha256"], int(head["length"]), of)


def _span(pair: str) -> Span:
    start, end = pair.split("-")
    return int(start), int(end)


def read_document(folder: Path, document: str) -> str:
    """Read the text of a document, line ends as they are. Raises Refused if it is not there or not UTF-8."""
    path = folder / f"{document}.txt"
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise Refused([f"{path.name}: not among the documents at hand"]) from error
    except UnicodeDecodeError as error:
        raise Refused([f"{path.name}: not UTF-8 at byte {error.start}"]) from error


def find_spans(file: File, text: str) -> Spans:
    """Find every phrase of `file` in the document's text. Raises Refused with the candidates where not exactly one."""
    problems = Problems()
    of: dict[str, tuple[Span, ...]] = {}
    for entity in file.entities:
        of.update(_entity_spans(entity, text, problems))
    problems.refuse()
    return Spans(file.document, hashlib.sha256(text.encode()).hexdigest(), len(text), of)


def _entity_spans(entity: EntityRecord, text: str, problems: Problems) -> Iterator[tuple[str, tuple[Span, ...]]]:
    inside = [span for phrase in entity.phrases if (span := find(phrase, text, [], entity.mark, problems))]
    for statement in entity.statements:
        if statement.row:
            spans = inside
        else:
            found = (find(phrase, text, inside, statement.mark, problems) for phrase in statement.phrases)
            spans = [span for span in found if span]
        yield f"{entity.id}.{statement.key}", tuple(spans)


def find(phrase: Phrase, text: str, inside: list[Span], mark: Mark, problems: Problems) -> Span | None:
    """Find the one place of a phrase: within the spans `inside` if it is there, else in the whole text."""
    hits = sorted({hit for start, end in inside for hit in phrase.hits(text, start, end)}) or phrase.hits(text)
    if len(hits) == 1:
        return hits[0]
    if not hits:
        problems.add(mark, f"the phrase {phrase} is not in the document")
    else:
        longer = "; ".join(f"{start}-{end} {lengthen(text, start, end, hits)}" for start, end in hits[:8])
        problems.add(mark, f"the phrase {phrase} stands {len(hits)} times; write one of: {longer}")
    return None


def lengthen(text: str, start: int, end: int, hits: list[Span]) -> str:
    """Give the phrase at `start` with just the context that tells it from the other hits."""
    if len(hits) == 1:
        return _escape(text[start:end])
    for more in range(1, 80):
        left, right = text[max(0, start - more) : start], text[end : end + more]
        for before, after in ((left, ""), ("", right), (left, right)):
            same = [
                hit
                for hit in hits
                if text[max(0, hit[0] - len(before)) : hit[0]] == before and text[hit[1] : hit[1] + len(after)] == after
            ]
            if len(same) == 1:
                return (
                    (f"[{_escape(before)}]" if before else "")
                    + _escape(text[start:end])
                    + (f"[{_escape(after)}]" if after else "")
                )
    return _escape(text[start:end])


def _escape(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text).replace("\n", "\\n")
