"""Reads the figures of a text: number, hedge, scope, year, what is counted. What it cannot tell it leaves open.

Reading takes time in proportion to the text: the marks, nouns and years of a text are found once, and a figure looks
only at what stands near it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from app.models.words import Bound, Scope
from app.reasoning.counted import REACH, Counted, Nouns
from app.reasoning.dates import Span, Years
from app.reasoning.doubt import is_compared, is_level, is_range, starts
from app.reasoning.figure import Reading
from app.reasoning.hedges import hedge, scopes, strictly_less
from app.reasoning.lexicon import Noun
from app.reasoning.numerals import Number, numbers
from app.reasoning.parts import CLAUSE, SENTENCE, Parts
from app.reasoning.plain import plain
from app.reasoning.whole import is_whole

MOST = 100
"""Figures of a text that are read; how many more there are is told."""

ALONE = 16
"""Characters of a first clause that is only an adverbial, so that its scope goes for the whole sentence."""

_SPAN = re.compile(
    r"\b(?:between|from) (?:[0-9]{4}) (?:and|to|until) (?:[0-9]{4})\b|从?[0-9]{4}年?(?:至|到|—|-)[0-9]{4}年"
)
_EACH = re.compile(r"\brespectively\b|分别")
_AND = re.compile(r"年?,? ?(?:and|&|、|和|与|,|，|,? ?as in)? ?")
_TO = re.compile(r" ?(?:to|or|-|~|至|到|或) ?")
_GOVERNED = re.compile(r"\b(?:in|by|with|for|from|to|of|on|per) $")
_JOINING = re.compile(
    r"(?:[ ,，、;；:：()（）]|[余多]?[名位家个项场件条]|\b(?:and|or|in|for|to|the|against|versus)\b"
    r"|[和与及或而为是则达有共]|分别)+"
)
"""What stands between two figures of one list, besides years and hedges."""


class Place(NamedTuple):
    """Where a figure stands: where the next number starts, and its clause and sentence."""

    following: int
    clause: Span
    sentence: Span


def read_figures(text: str, in_time: Callable[[], object] = bool) -> tuple[list[Reading], int]:
    """Return the first `MOST` figures of a text, in its order, and how many more it has.

    `in_time` is asked before each figure, and raises what shall end the reading.
    """
    reader = Reader(plain(text))
    return reader.read(in_time), max(len(reader.numbers) - MOST, 0)


class Reader:
    """Reads one plain text from left to right; a figure may take over the noun of the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers = numbers(text)
        self.years = Years(text)
        self.scopes = sorted(scopes(text), key=lambda scope: scope[1])
        self.nouns = Nouns(text)
        self.sentences, self.clauses = Parts(text, SENTENCE), Parts(text, CLAUSE)
        self._number_starts = [number.start for number in self.numbers]
        self._each = [found.start() for found in _EACH.finditer(text)]
        self.taken: set[int] = set()
        self.readings: list[Reading] = []
        self._scope_starts = [start for _, start, _ in self.scopes]
        self._different: dict[Span, set[int | None]] = {}

    def read(self, in_time: Callable[[], object]) -> list[Reading]:
        """Return the figures."""
        for index, number in enumerate(self.numbers[:MOST]):
            in_time()
            following = self.numbers[index + 1].start if index + 1 < len(self.numbers) else len(self.text)
            self.readings.append(self.figure(number, following))
        self.pair()
        self.span()
        return self.readings

    def figure(self, number: Number, following: int) -> Reading:
        """Read one figure; `following` is where the next number starts."""
        sentence, clause = self.sentences.around(number.start), self.clauses.around(number.start)
        bound, start, end = hedge(self.text, number.start, number.end)
        last = self.readings[-1] if self.readings and self.readings[-1].sentence == sentence else None
        counted = self.counted(number, (start, end), Place(following, clause, sentence), last)
        last_word = max(end, counted.span[1]) if counted.follows(number) else end
        year, own_year = self.year(number, following, clause, sentence)
        return Reading(
            text=self.text,
            place=(number.start, number.end),
            start=start,
            end=last_word,
            number=float(number.value) if number.value % 1 else int(number.value),
            bound=Bound.MORE_THAN if number.odd else bound,
            strict=bound is Bound.AT_MOST and strictly_less(self.text, number.start),
            scope=self.scope(number, clause, sentence, counted),
            year=year,
            noun=counted.noun,
            counted=counted.span,
            nouns=self.nouns,
            years=self.years,
            clause=clause,
            sentence=sentence,
            starts=starts(self.text, start),
            level=is_level(self.text, start, (number.end, last_word))
            and (not is_range(self.text, start) or (last is not None and last.starts))
            and not self.is_end(number),
            whole=is_whole(
                self.text,
                number.start,
                number.end,
                after_year=number.start in self.years.ends or number.start - 1 in self.years.ends,
                counted=counted.span[0] == number.end,
            ),
            own_noun=counted.own,
            own_year=own_year,
            inherits=last if counted.inherited else None,
        )

    def is_end(self, number: Number) -> bool:
        """Tell whether a number is one end of a range: "twenty to thirty"."""
        place = bisect_left(self._number_starts, number.start)
        pairs = zip(self.numbers[max(place - 1, 0) : place + 1], self.numbers[max(place, 1) : place + 2], strict=False)
        return any(_TO.fullmatch(self.text, one.end, other.start) for one, other in pairs)

    def counted(self, number: Number, words: Span, place: Place, last: Reading | None) -> Counted:
        """Return what a number counts: said with it, after it, before it in its clause, or of the figure before.

        A noun is a number's own if nothing else follows that could be, and no other number stands between. `words` is
        the span of the number and its hedge.
        """
        following, clause, sentence = place
        end = min(following, sentence[1])
        if said := self.nouns.own(number) or self.nouns.after(number, end, clause[0]):
            return said
        floor, bare = last.end if last else sentence[0], self.nouns.bare(words[1])
        alone = bare and not _GOVERNED.search(self.text, max(words[0] - 8, 0), words[0])
        if said := self.nouns.before(number, max(floor, clause[0])):
            return replace(said, own=alone or self.nouns.joined(said, words))
        said = self.nouns.before(number, floor)
        if said and alone and self.nouns.joined(said, words):
            return said
        return self.shared(number, words, place, last) or replace(
            self.nouns.later(number, end, sentence[1]),
            own=_JOINING.fullmatch(self.text, words[1], end) is not None,
        )

    def shared(self, number: Number, words: Span, place: Place, last: Reading | None) -> Counted | None:
        """Return what is said of another figure, or in another clause; it is a number's own only in a list."""
        sentence, here = place.sentence, (number.start, number.end)
        if self.nouns.of_them(number) and (whole := self.first(sentence)):
            return Counted(whole, here, own=False)
        if last and last.noun and self.nouns.fits(number, last.noun):
            own = self.nouns.bare(words[1]) and last.own_noun and self.goes_on(last, words[0], sentence)
            return Counted(last.noun, here, inherited=True, own=own)
        said = self.nouns.before(number, sentence[0])
        # A heading, before the first figure: 分论坛一览：2022年，19场.
        heads = last is None and self.nouns.is_measured(words[1]) and self.nouns.bare(words[1])
        return replace(said, own=heads) if said else None

    def goes_on(self, last: Reading, start: int, sentence: Span) -> bool:
        """Tell whether a list goes on.

        Between two figures stand years and joining words alone, or once more what stands before the first of them; each
        has its year, or all have theirs "respectively".
        """
        if not last.end <= start <= last.end + REACH:
            return False
        between = self.text[last.end : start]
        years_between = self.years.named(last.end, start)
        if not years_between and not self.pairs(sentence):
            return False
        for mention in reversed(years_between):
            between = between[: mention.start - last.end] + between[mention.end - last.end :].removeprefix("年")
        again = _JOINING.sub(" ", between).strip()
        return not again or (len(again) <= ALONE and again in self.text[max(last.start - REACH, 0) : last.start])

    def year(self, number: Number, following: int, clause: Span, sentence: Span) -> tuple[int | None, bool]:
        """Return the year a figure is of, and whether it is its own.

        It is named just before it, else after it in its clause, else in its sentence. Where a sentence names several,
        one that was said of another figure is not taken for this one's.
        """
        here = bisect_left(self.years.starts, number.start)
        earlier = self.years.mentions[here - 1] if here and self.years.starts[here - 1] >= sentence[0] else None
        floor = max(self.readings[-1].place[1] if self.readings else 0, sentence[0])
        fresh = [mention for mention in self.years.named(floor, number.start) if mention.start not in self.taken]
        if fresh:
            # "In 2022 and 2023 there were 20" is two claims in one; neither is chosen.
            joined = len(fresh) > 1 and _AND.fullmatch(self.text, fresh[-2].end, fresh[-1].start)
            return None if joined else fresh[-1].year, True
        if here < len(self.years.mentions) and self.years.starts[here] < min(clause[1], following):
            self.taken.add(self.years.starts[here])
            return self.years.mentions[here].year, True
        several = self.years_of(sentence)
        if earlier:
            compared = is_compared(self.text, number.start)
            return None if compared else earlier.year, len(several) == 1 or earlier.start not in self.taken
        return next(iter(several)) if len(several) == 1 else None, True

    def years_of(self, sentence: Span) -> set[int | None]:
        """Return the different years of a sentence."""
        if sentence not in self._different:
            self._different[sentence] = {mention.year for mention in self.years.named(*sentence)}
        return self._different[sentence]

    def first(self, sentence: Span) -> Noun | None:
        """Return the noun of the first figure of a sentence, which "of them" goes back to."""
        return next((one.noun for one in self.readings if one.sentence == sentence and one.noun), None)

    def scope(self, number: Number, clause: Span, sentence: Span, counted: Counted) -> Scope:
        """Return the scope worded nearest to a number in its clause, in that of its noun, or ahead of the sentence."""
        ahead = self.clauses.around(sentence[0])
        near = number.start - REACH, number.end + REACH
        said = {clause, self.clauses.around(counted.span[0])}
        spans = [(max(begins, near[0]), min(ends, near[1])) for begins, ends in said]
        if ahead[1] - ahead[0] <= ALONE:
            spans.append(ahead)
        worded = [
            (max(start - number.end, number.start - end), scope)
            for begins, ends in spans
            for scope, start, end in self.scopes[
                bisect_left(self._scope_starts, begins) : bisect_left(self._scope_starts, ends)
            ]
        ]
        return min(worded)[1] if worded else Scope.ALL

    def sentences_with(self, words: re.Pattern[str]) -> dict[Span, list[re.Match[str]]]:
        """Return what is found in each sentence that has figures."""
        read = {reading.sentence for reading in self.readings}
        found: dict[Span, list[re.Match[str]]] = defaultdict(list)
        for match in words.finditer(self.text):
            sentence = self.sentences.around(match.start())
            if sentence in read:
                found[sentence].append(match)
        return found

    def pairs(self, sentence: Span) -> bool:
        """Tell whether a sentence gives its figures their years in turn."""
        place = bisect_left(self._each, sentence[0])
        return place < len(self._each) and self._each[place] < sentence[1]

    def pair(self) -> None:
        """Give as many figures as years their years in turn, where a sentence says so: "respectively"."""
        for sentence in self.sentences_with(_EACH):
            own = [mention.year for mention in self.years.named(*sentence)]
            inside = [reading for reading in self.readings if reading.sentence == sentence]
            if len(own) == len(inside):
                for reading, year in zip(inside, own, strict=True):
                    reading.year, reading.own_year = year, True

    def span(self) -> None:
        """Give the two figures of a sentence that goes from one year to another their years; leave others open."""
        for sentence, spans in self.sentences_with(_SPAN).items():
            inside = [one for one in self.readings if one.sentence == sentence and one.level]
            for found in spans:
                own = self.years.named(*found.span())
                own_years = {mention.year for mention in own}
                paired = len(inside) == len(own) and any(reading.starts for reading in inside)
                for reading, mention in zip(inside, own, strict=False):
                    reading.year = mention.year if paired else None
                for reading in inside[len(own) :]:
                    if reading.year in own_years:
                        reading.year = None
