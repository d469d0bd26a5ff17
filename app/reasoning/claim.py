"""Claims: the figures of a text, or claims already taken apart, each with what the documents say of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.models.words import PeriodRole, Scope
from app.reasoning import explanation
from app.reasoning.doubt import DOUBT
from app.reasoning.elsewhere import ELSEWHERE
from app.reasoning.lexicon import GENERIC
from app.reasoning.mention import Mentions
from app.reasoning.reading import Reading
from app.reasoning.target import about, property_of, series_of
from app.reasoning.verdict import Claimed, Verdict, judge

Fact = Any
"""The row of a fact that states a number, with `lasting`, what it is of without the year."""


@dataclass(frozen=True)
class Checked:
    """A claim as it is understood, the verdict, why, and the facts that decide it or that it may mean."""

    claimed: Claimed
    property: str | None
    year: int | None
    verdict: Verdict
    why: explanation.Texts
    facts: list[Fact] = field(default_factory=list)


def properties_of(readings: Iterable[Reading]) -> set[str]:
    """Return every property that the figures of a text may mean."""
    return {name for reading in readings if reading.noun for name in reading.noun.properties}


def check_figures(
    text: str, readings: Sequence[Reading], facts: Sequence[Fact], names: Mapping[str, Sequence[str]]
) -> list[Checked]:
    """Return the verdict on every figure that was read in a text, in its order.

    `facts` are those that state numbers and are not deprecated; `names` are those of their subjects.
    """
    mentions = Mentions(text, names)
    elsewhere = [found.start() for found in ELSEWHERE.finditer(text)]
    series = series_of(text.lower())
    of: dict[str | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        if series in {None, fact.series}:
            of[fact.property].append(fact)
    told: dict[int, str | None] = {}
    subjects: dict[int, str] = {}
    checked = []
    for reading in readings:
        name = told[reading.start] = property_of(reading, told)
        found = about(reading, [fact for fact in of[name] if _meant(reading, fact)], mentions) if name else []
        if reading.inherits is not None and (same := subjects.get(reading.inherits.start)):
            found = [fact for fact in found if fact.lasting == same] or found
        if len({fact.lasting for fact in found}) == 1:
            subjects[reading.start] = found[0].lasting
        if any(reading.sentence[0] <= place < reading.sentence[1] for place in elsewhere):
            why = explanation.elsewhere()
            checked.append(Checked(_claimed(reading, name), name, reading.year, Verdict.AMBIGUOUS, why))
        else:
            checked.append(_checked(reading, name, found))
    return checked


def _meant(reading: Reading, fact: Fact) -> bool:
    """Tell whether a figure may be meant: one of the year, or of any where the sentence names none.

    What a period began with is meant only by what something rose or fell from.
    """
    return reading.year in {None, fact.year} and (reading.starts or fact.period_role != PeriodRole.START)


def check_claim(claimed: Claimed, name: str, year: int, facts: Sequence[Fact]) -> Checked:
    """Return the verdict on a claim of one property in one year; `facts` are those of the property."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.year == year:
            groups[fact.lasting].append(fact)
    judged = [judge(claimed, group) for group in groups.values()] or [(Verdict.NOT_IN_SOURCES, [])]
    deciding = [fact for _, group in judged for fact in group]
    if len({verdict for verdict, _ in judged}) > 1:
        open_facts = [fact for group in groups.values() for fact in group]
        return Checked(claimed, name, year, Verdict.AMBIGUOUS, explanation.which_subject(open_facts), open_facts)
    verdict = judged[0][0]
    return Checked(claimed, name, year, verdict, explanation.explain(verdict, claimed, deciding), deciding)


def _claimed(reading: Reading, name: str | None) -> Claimed:
    unit = reading.noun.unit if reading.noun else None
    ordinal = name == "ordinal"
    return Claimed(reading.number, reading.bound, Scope(reading.scope), unit, reading.strict, ordinal=ordinal)


def _checked(reading: Reading, name: str | None, facts: Sequence[Fact]) -> Checked:
    noun, claimed = reading.noun, _claimed(reading, name)
    if noun is None or (name is None and noun.unit in GENERIC):
        return Checked(claimed, None, reading.year, Verdict.NOT_IN_SOURCES, explanation.uncounted())
    if name is None:
        return Checked(claimed, None, reading.year, Verdict.AMBIGUOUS, explanation.which_property(noun.properties))
    if not reading.level and not name.endswith(("_added", "_growth")):
        return Checked(claimed, name, reading.year, Verdict.AMBIGUOUS, explanation.not_a_level(), list(facts))
    if reading.year is None:
        return Checked(claimed, name, None, Verdict.AMBIGUOUS, explanation.which_year(name), list(facts))
    checked = check_claim(claimed, name, reading.year, facts)
    if checked.verdict is Verdict.SUPPORTED and DOUBT.search(reading.text, *reading.sentence):
        return replace(checked, verdict=Verdict.AMBIGUOUS, why=explanation.not_plain())
    return checked
