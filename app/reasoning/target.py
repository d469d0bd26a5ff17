"""Decides which figure of the documents a reading means, by the words around it. Ties are left open, never broken."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from app.models.words import EntityType
from app.reasoning.counted import REACH
from app.reasoning.dates import Span
from app.reasoning.figure import Reading
from app.reasoning.lexicon import CUES, SETTINGS, Noun
from app.reasoning.names import Chain, Mention, within

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


class Cues:
    """The words of one plain text that speak for properties; each kind is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[re.Pattern[str], list[Span]] = {}
        self._apart: dict[tuple[re.Pattern[str], re.Pattern[str]], list[Span]] = {}

    def near(self, words: re.Pattern[str], noun: Noun, start: int, end: int) -> list[Span]:
        """Return the spans of words within a span, the counted noun itself left out."""
        key = words, noun.pattern
        if key not in self._apart:
            own = self._of(noun.pattern)
            self._apart[key] = [span for span in self._of(words) if not _touches(span, own)]
        spans = self._apart[key]
        return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]

    def _of(self, words: re.Pattern[str]) -> list[Span]:
        if words not in self._found:
            self._found[words] = [found.span() for found in words.finditer(self._text)]
        return self._found[words]


def _touches(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with one of others, which are in order and apart."""
    before = bisect_left(others, (span[1], 0))
    return before > 0 and others[before - 1][1] > span[0]


def property_of(reading: Reading, told: Mapping[int, str | None], cues: Cues) -> str | None:
    """Return the property a reading means; None if no word, or more than one, tells.

    `told` holds the properties of the readings before, by their start.
    """
    if reading.noun is None:
        return None
    if len(reading.noun.properties) == 1:
        return reading.noun.properties[0]
    earlier = reading.inherits
    begins = earlier.end if earlier else 0
    distances = {
        name: _nearest(reading, name, begins, order, cues) for order, name in enumerate(reading.noun.properties)
    }
    found = {name: gap for name, gap in distances.items() if gap is not None}
    if not found:
        return told.get(earlier.start) if earlier else None
    nearest = min(found.values())
    closest = [name for name, gap in found.items() if gap == nearest]
    return closest[0] if len(closest) == 1 else None


def _nearest(reading: Reading, name: str, after: int, order: int, cues: Cues) -> int | None:
    """Return how far the nearest word that speaks for a property stands, the counted noun itself left out.

    Words that only say where a figure belongs speak for the first of its properties.
    """
    if reading.noun is None:
        return None
    begins = max(reading.sentence[0], after, reading.place[0] - REACH)
    ends = min(reading.sentence[1], reading.place[1] + REACH)
    gaps = [
        distance(reading, start, end) + farther + (BEHIND if after and end <= reading.place[0] else 0)
        for words, farther in ((CUES.get(name), 0), (SETTINGS.get(name), SETTING + order))
        if words
        for start, end in cues.near(words, reading.noun, begins, ends)
    ]
    return min(gaps, default=None)


def distance(reading: Reading, start: int, end: int) -> int:
    """Return the characters between a word and a figure; a word in another clause is farther."""
    gap = max(reading.place[0] - end, start - reading.place[1], 0)
    outside = start < reading.clause[0] or end > reading.clause[1]
    return gap + (FAR if outside else 0)


def about(reading: Reading, chains: Sequence[Chain], mentions: Sequence[Mention]) -> list[Chain]:
    """Return those of the facts of one property that are of the subject meant: by unit, then by name."""
    if _subjects(chains) == 1:
        return list(chains)
    unit = reading.noun.unit if reading.noun else None
    counted = [chain for chain in chains if chain.fact.unit == unit] or list(chains)
    named = _by_name(reading, counted, mentions)
    if _subjects(named) == 1 or unit is not None:
        return named
    near = _unit_near(reading, {chain.fact.unit for chain in named})
    return [chain for chain in named if chain.fact.unit == near] or named


def _subjects(chains: Sequence[Chain]) -> int:
    return len({chain.fact.lasting for chain in chains})


def _unit_near(reading: Reading, units: set[str]) -> str | None:
    """Return the unit, of those given, whose noun stands nearest in the sentence."""
    begins = max(reading.sentence[0], reading.place[0] - REACH)
    ends = min(reading.sentence[1], reading.place[1] + REACH)
    gaps = [
        (distance(reading, *hit.span), hit.noun.unit)
        for hit in reading.nouns.between(begins, ends)
        if hit.noun and hit.noun.unit in units
    ]
    return min(gaps)[1] if gaps else None


def _by_name(reading: Reading, chains: Sequence[Chain], mentions: Sequence[Mention]) -> list[Chain]:
    near: dict[str, int] = {}
    for chain in chains:
        if chain.fact.subject_type not in UNTOLD:
            for mention in within(mentions, *reading.sentence):
                if chain.names_subject(mention):
                    gap = distance(reading, mention.start, mention.end)
                    near[chain.fact.lasting] = min(near.get(chain.fact.lasting, gap), gap)
    if not near:
        return list(chains)
    nearest = min(near.values())
    return [chain for chain in chains if near.get(chain.fact.lasting) == nearest]
