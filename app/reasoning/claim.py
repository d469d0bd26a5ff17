"""Claims: the figures of a text, or claims already taken apart, each with what the documents say of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.models.words import PeriodRole, Scope
from app.reasoning import explanation
from app.reasoning.figure import Reading
from app.reasoning.lexicon import GENERIC
from app.reasoning.names import Chain, Names
from app.reasoning.silence import CHANGING, Silence
from app.reasoning.target import Cues, about, property_of
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
    text: str,
    readings: Sequence[Reading],
    facts: Sequence[Fact],
    names: Names,
    in_time: Callable[[], object] = bool,
) -> list[Checked]:
    """Return the verdict on every figure that was read in a text, in its order.

    `facts` are those that state numbers and are not deprecated: of the properties that may be meant, and all that have
    one of the numbers read. `in_time` is asked before each figure, and raises what shall end the checking.
    """
    if not readings:
        return []
    silence, cues = Silence(text, readings[0].nouns, names), Cues(readings[0].text)
    silence.note(readings)
    named = {one.series for mention in silence.mentions for one in mention.known if one.series}
    of: dict[str | None, list[Chain]] = defaultdict(list)
    for fact in facts:
        if len(named) != 1 or fact.series in named:
            of[fact.property].append(names.chain(fact))
    told: dict[int, str | None] = {}
    subjects: dict[int, str] = {}
    checked = []
    for reading in readings:
        in_time()
        name = told[reading.start] = property_of(reading, told, cues)
        meant = [chain for chain in of[name] if _meant(reading, chain.fact)] if name else []
        chains = about(reading, meant, silence.mentions)
        if reading.inherits is not None and (same := subjects.get(reading.inherits.start)):
            chains = [chain for chain in chains if chain.fact.lasting == same] or chains
        if len({chain.fact.lasting for chain in chains}) == 1:
            subjects[reading.start] = chains[0].fact.lasting
        checked.append(_checked(reading, name, chains, silence, facts))
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


def _checked(
    reading: Reading, name: str | None, chains: Sequence[Chain], silence: Silence, facts: Sequence[Fact]
) -> Checked:
    noun, claimed, meant = reading.noun, _claimed(reading, name), [chain.fact for chain in chains]
    if noun is None or (name is None and noun.unit in GENERIC):
        return Checked(claimed, None, reading.year, Verdict.NOT_IN_SOURCES, explanation.uncounted())
    if not reading.whole:
        why = explanation.not_whole()
    elif name is None:
        why = explanation.which_property(noun.properties)
    elif not reading.level and not name.endswith(CHANGING):
        why = explanation.not_a_level()
    elif reading.year is None:
        why = explanation.which_year(name)
    elif not (found := silence.before(reading, name, chains)):
        return _compared(reading, check_claim(claimed, name, reading.year, meant), chains, silence, facts)
    else:
        why = found
    return Checked(claimed, name, reading.year, Verdict.AMBIGUOUS, why, meant)


def _compared(
    reading: Reading, checked: Checked, chains: Sequence[Chain], silence: Silence, facts: Sequence[Fact]
) -> Checked:
    """Return a verdict, but a contradiction only if the figure can be of nothing else."""
    if checked.verdict is not Verdict.CONTRADICTED:
        return checked
    if others := _others(checked, reading, facts):
        return replace(checked, verdict=Verdict.AMBIGUOUS, why=explanation.another(others), facts=others)
    why = silence.contradicts(reading, str(checked.property), chains)
    return replace(checked, verdict=Verdict.AMBIGUOUS, why=why) if why else checked


def _others(checked: Checked, reading: Reading, facts: Sequence[Fact]) -> list[Fact]:
    """Return what else has the number claimed in that year, and counts the same."""
    claimed, properties = checked.claimed, reading.noun.properties if reading.noun else ()
    return [
        fact
        for fact in facts
        if (fact.year, fact.number) == (reading.year, claimed.number)
        and fact.property != checked.property
        and (fact.unit == claimed.unit or (claimed.unit is None and fact.property in properties))
    ]
