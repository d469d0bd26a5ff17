"""Decides which figure of the documents a reading means, by the words around it. Ties are left open, never broken."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.models.words import EntityType
from app.reasoning.lexicon import CUES, NOUNS, SERIES, SETTINGS
from app.reasoning.mention import Mentions
from app.reasoning.reading import Reading

Fact = Any
"""The row of a fact that states a number, with `lasting`, the id of its subject without the year."""

FAR = 60
"""Characters that a clause between a word and a figure counts for."""

SETTING = 60
"""Characters that a word counts for which only says where a figure belongs."""

BEHIND = 10
"""Characters that a word counts for which stands before a figure without a noun: it may belong to the figure before."""

UNTOLD = (EntityType.SUMMIT, EntityType.SERIES, EntityType.PLACE)
"""Subjects whose names stand in most sentences, so that they tell nothing."""


def property_of(reading: Reading, told: Mapping[int, str | None]) -> str | None:
    """Return the property a reading means; None if no word, or more than one, tells.

    `told` holds the properties of the readings before, by their start.
    """
    if reading.noun is None:
        return None
    if len(reading.noun.properties) == 1:
        return reading.noun.properties[0]
    earlier = reading.inherits
    begins = earlier.end if earlier else 0
    distances = {name: _nearest(reading, name, begins, order) for order, name in enumerate(reading.noun.properties)}
    found = {name: gap for name, gap in distances.items() if gap is not None}
    if not found:
        return told.get(earlier.start) if earlier else None
    nearest = min(found.values())
    closest = [name for name, gap in found.items() if gap == nearest]
    return closest[0] if len(closest) == 1 else None


def _nearest(reading: Reading, name: str, after: int, order: int) -> int | None:
    """Return how far the nearest word that speaks for a property stands, the counted noun itself left out.

    Words that only say where a figure belongs speak for the first of its properties.
    """
    begins, ends = max(reading.sentence[0], after), reading.sentence[1]
    text = reading.text[begins:ends]
    masked = reading.noun.pattern.sub(lambda found: " " * len(found[0]), text) if reading.noun else text
    gaps = [
        distance(reading, found.start() + begins, found.end() + begins)
        + farther
        + (BEHIND if after and found.end() + begins <= reading.place[0] else 0)
        for words, farther in ((CUES.get(name), 0), (SETTINGS.get(name), SETTING + order))
        if words
        for found in words.finditer(masked)
    ]
    return min(gaps, default=None)


def distance(reading: Reading, start: int, end: int) -> int:
    """Return the characters between a word and a figure; a word in another clause is farther."""
    gap = max(reading.place[0] - end, start - reading.place[1], 0)
    outside = start < reading.clause[0] or end > reading.clause[1]
    return gap + (FAR if outside else 0)


def series_of(text: str) -> str | None:
    """Return the one series that a text names; None if it names none, or several."""
    named = [series for series, words in SERIES.items() if words.search(text)]
    return named[0] if len(named) == 1 else None


def about(reading: Reading, facts: Sequence[Fact], mentions: Mentions) -> list[Fact]:
    """Return those of the facts of one property that are of the subject meant: by unit, then by name."""
    if _subjects(facts) == 1:
        return list(facts)
    unit = reading.noun.unit if reading.noun else None
    counted = [fact for fact in facts if fact.unit == unit] or list(facts)
    named = _by_name(reading, counted, mentions)
    if _subjects(named) == 1 or unit is not None:
        return named
    near = _unit_near(reading, {fact.unit for fact in named})
    return [fact for fact in named if fact.unit == near] or named


def _subjects(facts: Sequence[Fact]) -> int:
    return len({fact.lasting for fact in facts})


def _unit_near(reading: Reading, units: set[str]) -> str | None:
    """Return the unit, of those given, whose noun stands nearest in the sentence."""
    gaps = [
        (distance(reading, *found.span()), noun.unit)
        for noun in NOUNS
        if noun.unit in units
        for found in noun.pattern.finditer(reading.text, *reading.sentence)
    ]
    return min(gaps)[1] if gaps else None


def _by_name(reading: Reading, facts: Sequence[Fact], mentions: Mentions) -> list[Fact]:
    near: dict[str, int] = {}
    for fact in facts:
        if fact.subject_type not in UNTOLD:
            for start, end in mentions.of(fact.subject_id):
                if reading.sentence[0] <= start < reading.sentence[1]:
                    near[fact.lasting] = min(near.get(fact.lasting, 10**9), distance(reading, start, end))
    if not near:
        return list(facts)
    nearest = min(near.values())
    return [fact for fact in facts if near.get(fact.lasting) == nearest]
