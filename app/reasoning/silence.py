"""Why nothing is said of a figure: what stands in its sentence that is not read, so that a verdict could be wrong.

A wrong `supported` and a wrong `contradicted` are the worst answers; each rule here leaves a figure `ambiguous`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from app.models.words import EntityType
from app.reasoning import explanation
from app.reasoning.counted import REACH, Nouns
from app.reasoning.dates import Span
from app.reasoning.doubt import CHANGE, DOUBT, PART, is_drawn_from
from app.reasoning.elsewhere import unknown
from app.reasoning.explanation import Texts
from app.reasoning.figure import Reading
from app.reasoning.hedges import SCOPE_WORDS
from app.reasoning.lexicon import CUES, SETTINGS
from app.reasoning.measures import MEASURES
from app.reasoning.names import About, Chain, Mention, Names, is_source, within
from app.reasoning.residue import begins_unknown, residue
from app.reasoning.target import distance

ORIGINS = {"country", "country_or_region", "continent", "media_outlet", "company", "organization", "field"} | {
    *("enterprise_or_institution", "area", "section", "track", "employers", "exhibitors")
}
"""What people and things come from, by unit or else by property: "from 20" before them draws nothing out of a whole."""

COUNTRIES = {"country", "country_or_region"}

_FILLING = re.compile(
    r"of (?:these|those|the|them|all)|different|various|separate|individual|chinese|foreign|national|international"
    r"|global|local|major|key|leading|famous|well-known|renowned|outstanding|excellent|representative|technological|scientific"
    r"|technology|internet|digital|developing|developed|participating|registered|or more|and more|or so|and|or"
    r"|in total|total"
    r"|知名|优秀|科技|不同|相关|各类|各种|各|领先|全球|海内外|国内外|中外|发展中|新|的|来自|世界"
)
"""Words between a number and its noun that leave open no other count."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FIRST = re.compile(r"年?([\u4e00-\u9fff])")
CHANGING = ("_added", "_growth")
"""Ends of the names of properties that are a change themselves."""


@dataclass(frozen=True)
class Told:
    """What a sentence names, seen from some facts: anything unknown, their own subjects, and what else."""

    unknown: bool
    own: list[Mention]
    others: list[tuple[Mention, About]]


class Silence:
    """What keeps the figures of one text from a verdict."""

    def __init__(self, text: str, nouns: Nouns, names: Names) -> None:
        self._text = plain_text = nouns.text
        self.mentions = names.said(plain_text, nouns.cuts)
        self._unknown = unknown(text, plain_text, self.mentions)
        self._starts = {kind: [found.start() for found in kind.finditer(plain_text)] for kind in (PART, CHANGE, DOUBT)}
        self._drawn: set[Span] = set()
        self._around: dict[int, Span] = {}
        self._others: set[Span] = set()
        self._known: dict[tuple[Span, tuple[str, ...]], Told] = {}

    def note(self, readings: Sequence[Reading]) -> None:
        """Note the sentences in which figures are drawn from others, and how far each figure's own words go."""
        for index, one in enumerate(readings):
            before = readings[index - 1].end if index else 0
            after = readings[index + 1].start if index + 1 < len(readings) else len(one.text)
            own = max(before, one.sentence[0], one.start - REACH), min(after, one.sentence[1], one.end + REACH)
            self._around[one.start] = own
        self._drawn = {
            one.sentence
            for one in readings
            if is_drawn_from(one.text, one.start)
            and not (one.noun and (one.noun.unit or one.noun.properties[0]) in ORIGINS)
        }

    def before(self, reading: Reading, name: str, chains: Sequence[Chain]) -> Texts | None:
        """Return why a figure of a property is not compared with the facts of `chains`; None if it is."""
        sentence, changing = reading.sentence, name.endswith(CHANGING)
        if self._has(PART, sentence) or sentence in self._drawn or (self._has(CHANGE, sentence) and not changing):
            return explanation.part_or_change()
        if self._has(DOUBT, sentence):
            return explanation.not_plain()
        if not reading.own_noun or not self._fills(reading, name):
            return explanation.borrowed_noun()
        if not reading.own_year:
            return explanation.borrowed_year()
        if chains and self._names_else(reading, chains):
            return explanation.elsewhere()
        return explanation.unknown() if chains and self._is_others(reading, name, chains) else None

    def _is_others(self, reading: Reading, name: str, chains: Sequence[Chain]) -> bool:
        """Tell whether somebody unknown is spoken of, now or since an earlier figure of the sentence."""
        if reading.sentence not in self._others and self._begins_else(reading, name, chains):
            self._others.add(reading.sentence)
        return reading.sentence in self._others

    def contradicts(self, reading: Reading, name: str, chains: Sequence[Chain]) -> Texts | None:
        """Return why a figure that differs from the facts does not contradict them; None if it does."""
        begins, ends = self._around[reading.start]
        ends = min(ends, reading.clause[1])
        # Where it lies is no word on the event as a whole: the exhibitors of Zhejiang are a part.
        places = any(
            one.known[0].type == EntityType.PLACE and not any(chain.has(one.words) for chain in chains)
            for one in within(self.mentions, begins, ends)
        )
        more = places or residue(self._blanked(reading, begins, ends), name, chains)
        return explanation.says_more() if more else None

    def _blanked(self, reading: Reading, begins: int, ends: int) -> str:
        """Return a part of the text around a figure, without the figure, years and names."""
        spans = [(reading.start, reading.place[1]), reading.counted]
        spans += [(one.start, one.end) for one in within(self.mentions, begins, ends)]
        spans += [(one.start, one.end) for one in reading.years.named(begins, ends)]
        kept = list(reading.text[begins:ends])
        for start, end in spans:
            for place in range(max(start, begins), min(end, ends)):
                kept[place - begins] = " "
        return "".join(kept)

    def _begins_else(self, reading: Reading, name: str, chains: Sequence[Chain]) -> bool:
        """Tell whether the clause of a figure begins with a Chinese word that is not known, maybe somebody's name."""
        begins = max(reading.clause[0], self._around[reading.start][0])
        first = _FIRST.search(self._blanked(reading, begins, reading.start))
        if first is None:
            return False
        start = begins + first.start(1)
        if start == self._around[reading.start][0] > reading.sentence[0]:  # what is left of the figure before
            return False
        before = reading.text[max(start - 1, 0) : start]
        if before != "年" and _HAN.match(before):
            return False
        return begins_unknown(reading.text, start, name, chains)

    def _has(self, kind: re.Pattern[str], sentence: Span) -> bool:
        starts = self._starts[kind]
        place = bisect_left(starts, max(sentence[0] - 1, 0))
        return place < len(starts) and starts[place] < sentence[1]

    def _fills(self, reading: Reading, name: str) -> bool:
        """Tell whether all words between a number and its noun are known, so that it counts no part of them."""
        start, end = reading.place[1], reading.counted[0]
        if end <= start:
            return True
        gap = reading.text[start:end]
        for words in (SCOPE_WORDS, CUES.get(name), SETTINGS.get(name), _FILLING):
            gap = words.sub(" ", gap) if words else gap
        return not re.sub(rf"[\s0-9{MEASURES}\"',以上左右及和与、+()-]", "", gap)

    def _names_else(self, reading: Reading, chains: Sequence[Chain]) -> bool:
        """Tell whether the sentence names something that the facts are not about."""
        told = self._told(reading.sentence, chains)
        if told.unknown:
            return True
        nearest = min((distance(reading, one.start, one.end) for one in told.own), default=inf)
        return any(
            self._is_near(reading, one, nearest) if relation is About.BESIDE else not self._is_example(reading, one)
            for one, relation in told.others
        )

    def _told(self, sentence: Span, chains: Sequence[Chain]) -> "Told":
        """Return what a sentence names, seen from some facts."""
        key = sentence, tuple(chain.fact.id for chain in chains)
        if key not in self._known:
            start, end = (bisect_left(self._unknown, place, key=lambda one: one.start) for place in sentence)
            mentions = within(self.mentions, *sentence)
            # Of a whole summit its own name tells little: its parts are named beside it.
            parts = [chain for chain in chains if chain.fact.subject_type != EntityType.SUMMIT]
            relations = [(one, min(chain.of(one) for chain in chains)) for one in mentions]
            self._known[key] = Told(
                unknown=any(not any(one.is_of(chain) for chain in chains) for one in self._unknown[start:end]),
                own=[one for one in mentions if any(chain.names_subject(one) for chain in parts)],
                others=[
                    (one, relation)
                    for one, relation in relations
                    if relation is not About.OWN and not is_source(self._text, one)
                ],
            )
        return self._known[key]

    def _is_near(self, reading: Reading, mention: Mention, nearest: float) -> bool:
        """Tell whether another part of the summit is named before a figure or beside it, nearer than its own."""
        near = mention.start < reading.place[0] or reading.clause[0] <= mention.start < reading.clause[1]
        return near and distance(reading, mention.start, mention.end) < nearest

    def _is_example(self, reading: Reading, mention: Mention) -> bool:
        """Tell whether places are named as some of those that are counted: 古巴、突尼斯等15国."""
        return (
            all(one.type == EntityType.PLACE for one in mention.known)
            and reading.noun is not None
            and reading.noun.unit in COUNTRIES
            and reading.clause[0] - 60 <= mention.start < reading.start
            and reading.text[reading.start - 1] == "等"
        )
