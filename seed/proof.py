"""Proves a data file: its numbers read out of their phrases, its spans stand in the document, no digit is forgotten."""

import re

from app.models.text import fold
from app.models.vocabulary import VOCABULARY
from app.models.words import Rank, ValueType, YearBasis
from seed import quantity
from seed.problem import Problems, one_of
from seed.records import File, Statement
from seed.spans import Span, Spans, find

ANEW = "generate the spans anew with `python -m seed spans --documents DIR`"

HEDGE_REACH = 14
"""Code points beside a phrase in which a hedge would belong to it."""

DIGITS = re.compile(r"\d+")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
ABBREVIATED = [month[:3] for month in MONTHS]


def prove_values(file: File, problems: Problems) -> None:
    """Check without the document that each value can be read out of its own phrase."""
    for entity in file.entities:
        for statement in entity.statements:
            value = VOCABULARY[statement.property].value
            basis = statement.year_basis or entity.year_basis
            if value is ValueType.DATE and statement.rank is not Rank.DEPRECATED:
                _prove_date(statement, basis is YearBasis.INFERRED, problems)
            if statement.row or statement.rank is Rank.DEPRECATED:
                continue
            if value is ValueType.NUMBER:
                _prove_number(statement, problems)
            elif value is ValueType.TEXT:
                _prove_text(statement, problems)


def _prove_number(statement: Statement, problems: Problems) -> None:
    readings = {reading for phrase in statement.phrases for reading in quantity.read(phrase.surface)}
    if not any(reading.number == statement.value and reading.bound is statement.bound for reading in readings):
        seen = ", ".join(sorted(f"{reading.bound} {reading.number}" for reading in readings)) or "no number"
        problems.add(
            statement.mark, f"{statement.bound} {statement.value} does not read out of the phrase; it says: {seen}"
        )


def _prove_date(statement: Statement, inferred: bool, problems: Problems) -> None:
    surface = " ".join(phrase.surface for phrase in statement.phrases).lower()
    numbers = {int(run) for run in DIGITS.findall(surface)} | {reading.number for reading in quantity.read(surface)}
    year, *rest = (int(part) for part in str(statement.value).split("-"))
    names = {word[:3] for word in re.findall(r"[a-z]+", surface) if word in MONTHS or word in ABBREVIATED}
    missing = [str(day) for day in rest[1:] if day not in numbers]
    missing += [MONTHS[month - 1] for month in rest[:1] if month not in numbers and ABBREVIATED[month - 1] not in names]
    if not rest and not inferred and year not in numbers:
        missing.append(str(year))
    if missing:
        text = f"the date {statement.value} does not read out of the phrase: no {', '.join(missing)}"
        problems.add(statement.mark, f"{text}; a year that is not printed is year_basis: inferred")


def _prove_text(statement: Statement, problems: Problems) -> None:
    if VOCABULARY[statement.property].closed or statement.note:
        return
    surfaces = [fold(phrase.surface) for phrase in statement.phrases]
    if not any(fold(str(statement.value)) in surface for surface in surfaces):
        problems.add(statement.mark, "the text is not in its phrase; a text that differs needs a note that says why")


def fits(file: File, kept: Spans, problems: Problems) -> None:
    """Check without the document that a spans file is this data file's, and holds no span that nothing states."""
    stated = {f"{entity.id}.{statement.key}" for entity in file.entities for statement in entity.statements}
    if kept.document != file.document:
        problems.add(None, f"{file.document}.spans: its first line names {kept.document}")
    for fact in sorted(set(kept.of) - stated):
        problems.add(None, f"{file.document}.spans: {fact} is stated nowhere; {ANEW}")


def prove_spans(file: File, kept: Spans, found: Spans, problems: Problems) -> None:
    """Check that the spans kept in the spans file are those found in the document at hand."""
    if kept.sha256 != found.sha256 or kept.length != found.length:
        problems.add(None, f"{file.document}: the document at hand is not the one curated (sha256 or length differ)")
    for fact in sorted(set(kept.of) | set(found.of)):
        if kept.of.get(fact) != found.of.get(fact):
            problems.add(
                None, f"{file.document}.spans: {fact} is kept at {kept.of.get(fact)}, found at {found.of.get(fact)}"
            )


def prove_digits(file: File, spans: Spans, text: str, problems: Problems) -> None:
    """Check that each run of digits in the document is within a fact's span or on the list of what is no fact."""
    covered = [span for of in spans.of.values() for span in of]
    excused: list[Span] = []
    for item in file.not_facts:
        for phrase in item.phrases:
            span = find(phrase, text, [], item.mark, problems)
            if span is not None:
                excused.append(span)
                if not any(span[0] <= run.start() and run.end() <= span[1] for run in DIGITS.finditer(text)):
                    problems.add(item.mark, f"{phrase} holds no whole run of digits, so it excuses nothing")
    for run in DIGITS.finditer(text):
        if not any(start <= run.start() and run.end() <= end for start, end in covered + excused):
            around = text[max(0, run.start() - 20) : run.end() + 20].replace("\n", " ")
            problems.add(
                None, f"{file.document}:{run.start()}: {run[0]} is neither a fact nor in not_facts: …{around}…"
            )


def prove_hedges(file: File, spans: Spans, text: str, problems: Problems) -> None:
    """Check that no phrase of a number leaves out a hedge that stands right beside it in the document."""
    for entity in file.entities:
        for statement in entity.statements:
            if statement.bound is None or statement.rank is Rank.DEPRECATED:
                continue
            for start, end in spans.of.get(f"{entity.id}.{statement.key}", ()):
                around = text[max(0, start - HEDGE_REACH) : end + HEDGE_REACH]
                bounds = {reading.bound for reading in quantity.read(around) if reading.number == statement.value}
                if bounds and statement.bound not in bounds:
                    problems.add(statement.mark, f"the document hedges {statement.value} as {one_of(bounds)}")
