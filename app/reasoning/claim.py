"""Claims: the figures of a text, each with what the documents say of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.words import Scope
from app.reasoning.lexicon import GENERIC
from app.reasoning.mention import Mentions
from app.reasoning.reading import Reading, read_figures
from app.reasoning.target import about, property_of, series_of
from app.reasoning.verdict import Claimed, Verdict, judge

Fact = Any


@dataclass(frozen=True)
class Checked:
    """One figure, how it was read, and the verdict with the facts that decide it."""

    reading: Reading
    property: str | None
    verdict: Verdict
    facts: list[Fact]
    why: str | None = None


def check(text: str, facts: Sequence[Fact], names: Mapping[str, Sequence[str]]) -> list[Checked]:
    """Return a verdict for every figure of a text, in its order.

    `facts` are all that state numbers and are not deprecated; `names` are those of their subjects.
    """
    mentions = Mentions(text, names)
    series = series_of(text.lower())
    by_property: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if series in {None, fact.series}:
            by_property[fact.property].append(fact)
    told: dict[int, str | None] = {}
    subjects: dict[int, str] = {}
    checked = []
    for reading in read_figures(text):
        name = told[reading.start] = property_of(reading, told)
        found = about(reading, by_property[name], mentions) if name else []
        if reading.inherits is not None and (same := subjects.get(reading.inherits.start)):
            found = [fact for fact in found if fact.lasting == same] or found
        if len({fact.lasting for fact in found}) == 1:
            subjects[reading.start] = found[0].lasting
        checked.append(_checked(reading, name, found))
    return checked


def _checked(reading: Reading, name: str | None, facts: list[Fact]) -> Checked:
    if reading.noun is None or (name is None and reading.noun.unit in GENERIC):
        return Checked(reading, None, Verdict.NOT_IN_SOURCES, [], "uncounted")
    if name is None:
        return Checked(reading, None, Verdict.AMBIGUOUS, [], "property")
    if reading.year is None:
        return Checked(reading, name, Verdict.AMBIGUOUS, facts, "year")
    dated = [fact for fact in facts if fact.year == reading.year]
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in dated:
        by_subject[fact.lasting].append(fact)
    judged = [judge(claimed(reading), group) for group in by_subject.values()] or [(Verdict.NOT_IN_SOURCES, [])]
    if len({verdict for verdict, _ in judged}) > 1:
        return Checked(reading, name, Verdict.AMBIGUOUS, dated, "subject")
    return Checked(reading, name, judged[0][0], [fact for _, group in judged for fact in group])


def claimed(reading: Reading) -> Claimed:
    """Return what a reading claims."""
    unit = reading.noun.unit if reading.noun else None
    return Claimed(reading.number, reading.bound, Scope(reading.scope), unit, reading.strict)
