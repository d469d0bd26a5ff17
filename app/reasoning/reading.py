"""Reads the figures of a text: number, hedge, scope, year, what is counted. What it cannot tell it leaves open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.models.words import Bound, Scope
from app.reasoning.dates import Span, years
from app.reasoning.hedges import hedge, scopes, strictly_less
from app.reasoning.lexicon import NOUNS, Noun
from app.reasoning.numerals import Number, numbers
from app.reasoning.plain import plain

_SENTENCE = re.compile(r"[!?。！？\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r"[,;:!?，；：。！？、\n]|\.(?=\s|$)|\b(?:while|whereas|compared with|against|up from|and then)\b")
_PHRASE = re.compile(
    r"[;:!?，、；：。！？\n]|\.(?=\s|$)"
    r"|\b(?:from|in|of|at|to|by|with|for|after|were|was|had|have|that|which|who|came|took|entered)\b"
)
_ORDINAL = Noun(re.compile("edition"), None, ("ordinal",))


@dataclass
class Reading:
    """One figure as it is read.

    `place` is the span of the number itself, `start` and `end` that of the words read with it. `noun` is None where no
    noun that we count was found; `inherits` is the figure before, if the noun is that one's.
    """

    text: str
    place: Span
    start: int
    end: int
    number: float
    bound: Bound
    strict: bool
    scope: Scope
    year: int | None
    noun: Noun | None
    clause: Span
    sentence: Span
    inherits: "Reading | None" = field(default=None, repr=False)


def read_figures(text: str) -> list[Reading]:
    """Return the figures of a text, in its order."""
    return Reader(plain(text)).read()


class Reader:
    """Reads one plain text from left to right; a figure may take over the noun of the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers = numbers(text)
        self.years = years(text)
        self.taken: set[int] = set()
        self.readings: list[Reading] = []

    def read(self) -> list[Reading]:
        """Return every figure."""
        for index, number in enumerate(self.numbers):
            following = self.numbers[index + 1].start if index + 1 < len(self.numbers) else len(self.text)
            self.readings.append(self.figure(number, following))
        return self.readings

    def figure(self, number: Number, following: int) -> Reading:
        """Read one figure; `following` is where the next number starts."""
        sentence, clause = (_around(ends, self.text, number.start) for ends in (_SENTENCE, _CLAUSE))
        bound, start, end = hedge(self.text, number.start, number.end)
        noun, span, inherits = self.noun(number, following, sentence)
        return Reading(
            text=self.text,
            place=(number.start, number.end),
            start=start,
            end=max(end, span[1] if span[0] >= number.end else end),
            number=float(number.value) if number.value % 1 else int(number.value),
            bound=Bound.MORE_THAN if number.odd else bound,
            strict=bound is Bound.AT_MOST and strictly_less(self.text, number.start),
            scope=self.scope(number, clause),
            year=self.year(number, following, clause, sentence),
            noun=noun,
            clause=clause,
            sentence=sentence,
            inherits=inherits,
        )

    def noun(self, number: Number, following: int, sentence: Span) -> tuple[Noun | None, Span, Reading | None]:
        """Return what is counted: said after the number, else before it, else of the figure before."""
        here = (number.start, number.end)
        if number.ordinal:
            return _ORDINAL, here, None
        limit = min(following, sentence[1])
        stop = _PHRASE.search(self.text, number.end, limit)
        if hit := _first(self.text, (number.end, stop.start() if stop else limit)):
            return (*hit, None)
        last = self.readings[-1] if self.readings and self.readings[-1].sentence == sentence else None
        if hit := _last(self.text, (last.end if last else sentence[0], number.start)):
            return (*hit, None)
        if last and last.noun:
            return last.noun, here, last
        hit = _first(self.text, (number.end, sentence[1]))
        return (hit[0], here, None) if hit else (None, here, None)

    def year(self, number: Number, following: int, clause: Span, sentence: Span) -> int | None:
        """Return the year a figure is of: named just before it, else after it in its clause, else in its sentence."""
        own = [mention for mention in self.years if sentence[0] <= mention.start < sentence[1]]
        earlier = [mention for mention in own if mention.end <= number.start]
        later = [mention for mention in own if mention.start >= number.end]
        floor = self.readings[-1].place[1] if self.readings else 0
        fresh = [mention for mention in earlier if mention.start >= floor and mention.start not in self.taken]
        if fresh:
            return fresh[-1].year
        same = [mention for mention in later if mention.start < min(clause[1], following)]
        if same:
            self.taken.add(same[0].start)
            return same[0].year
        if earlier:
            return earlier[-1].year
        return later[0].year if len({mention.year for mention in later}) == 1 else None

    def scope(self, number: Number, clause: Span) -> Scope:
        """Return the scope worded nearest to a number in its clause."""
        worded = [
            (max(start - number.end, number.start - end), scope)
            for scope, start, end in scopes(self.text)
            if clause[0] <= start < clause[1]
        ]
        return min(worded)[1] if worded else Scope.ALL


def _around(ends: re.Pattern[str], text: str, place: int) -> Span:
    """Return the span of the part that holds a place; a mark between two digits ends nothing."""
    marks = [found.span() for found in ends.finditer(text) if not _in_number(text, found)]
    begins = max((end for _, end in marks if end <= place), default=0)
    return begins, min((start for start, _ in marks if start >= place), default=len(text))


def _in_number(text: str, found: re.Match[str]) -> bool:
    around = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return found[0] in ",.:" and all(char.isdigit() for char in around) and all(around)


def _hits(text: str, within: Span) -> Iterable[tuple[int, Noun, Span]]:
    return (
        (order, noun, found.span())
        for order, noun in enumerate(NOUNS)
        for found in noun.pattern.finditer(text, *within)
    )


def _first(text: str, within: Span) -> tuple[Noun, Span] | None:
    hits = [(span[0], order, noun, span) for order, noun, span in _hits(text, within)]
    return min(hits, key=lambda hit: hit[:2])[2:] if hits else None


def _last(text: str, within: Span) -> tuple[Noun, Span] | None:
    hits = [(-span[1], order, noun, span) for order, noun, span in _hits(text, within)]
    return min(hits, key=lambda hit: hit[:2])[2:] if hits else None
