"""Reads the figures of a text: number, hedge, scope, year, what is counted. What it cannot tell it leaves open."""

import re
from dataclasses import dataclass, field

from app.models.words import Bound, Scope
from app.reasoning.counted import Counted, Nouns
from app.reasoning.dates import Span, years
from app.reasoning.doubt import is_compared, is_level, is_range, is_rest, starts
from app.reasoning.hedges import hedge, scopes, strictly_less
from app.reasoning.lexicon import Noun
from app.reasoning.numerals import Number, numbers
from app.reasoning.plain import plain

_SENTENCE = re.compile(r"[!?。！？\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r"[,;!?，；。！？、\n]|\.(?=\s|$)|\b(?:while|whereas|compared with|against|up from|and then)\b")
_SPAN = re.compile(
    r"\b(?:between|from) (?:[0-9]{4}) (?:and|to|until) (?:[0-9]{4})\b|从?[0-9]{4}年?(?:至|到|—|-)[0-9]{4}年"
)
_EACH = re.compile(r"\brespectively\b|分别")
_AND = re.compile(r"年?,? ?(?:and|&|、|和|与|,|，|,? ?as in)? ?")

ALONE = 16
"""Characters of a first clause that is only an adverbial, so that its scope goes for the whole sentence."""


@dataclass
class Reading:
    """One figure as it is read.

    `place` is the span of the number itself, `start` and `end` that of the words read with it. `noun` is None where no
    noun that we count was found; `inherits` is the figure before, if the noun is that one's. `starts` marks what
    something rose or fell from; not `level` is a change, one end of a range, or a number that is denied.
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
    starts: bool = False
    level: bool = True
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
        self.scopes = scopes(text)
        self.nouns = Nouns(text)
        self.ends = {kind: _marks(kind, text) for kind in (_SENTENCE, _CLAUSE)}
        self.taken: set[int] = set()
        self.readings: list[Reading] = []

    def read(self) -> list[Reading]:
        """Return every figure."""
        for index, number in enumerate(self.numbers):
            following = self.numbers[index + 1].start if index + 1 < len(self.numbers) else len(self.text)
            self.readings.append(self.figure(number, following))
        self.pair()
        self.span()
        return self.readings

    def figure(self, number: Number, following: int) -> Reading:
        """Read one figure; `following` is where the next number starts."""
        sentence, clause = self.around(_SENTENCE, number.start), self.around(_CLAUSE, number.start)
        bound, start, end = hedge(self.text, number.start, number.end)
        last = self.readings[-1] if self.readings and self.readings[-1].sentence == sentence else None
        counted = self.counted(number, following, clause, sentence, last)
        last_word = max(end, counted.span[1]) if counted.follows(number) else end
        return Reading(
            text=self.text,
            place=(number.start, number.end),
            start=start,
            end=last_word,
            number=float(number.value) if number.value % 1 else int(number.value),
            bound=Bound.MORE_THAN if number.odd else bound,
            strict=bound is Bound.AT_MOST and strictly_less(self.text, number.start),
            scope=self.scope(number, clause, sentence, counted),
            year=self.year(number, following, clause, sentence),
            noun=counted.noun,
            clause=clause,
            sentence=sentence,
            starts=starts(self.text, start),
            level=is_level(self.text, start, (number.end, last_word))
            and (not is_rest(self.text, start) or any(mention.end == start - 1 for mention in self.years))
            and (not is_range(self.text, start) or (last is not None and last.starts)),
            inherits=last if counted.inherited else None,
        )

    def counted(self, number: Number, following: int, clause: Span, sentence: Span, last: Reading | None) -> Counted:
        """Return what a number counts: said with it, after it, before it in its clause, or of the figure before."""
        end = min(following, sentence[1])
        if said := self.nouns.own(number) or self.nouns.after(number, end, clause[0]):
            return said
        floor = last.end if last else sentence[0]
        if said := self.nouns.before(number, max(floor, clause[0])):
            return said
        if self.nouns.of_them(number) and (whole := self.first(sentence)):
            return Counted(whole, (number.start, number.end))
        if last and last.noun and self.nouns.fits(number, last.noun):
            return Counted(last.noun, (number.start, number.end), inherited=True)
        if said := self.nouns.before(number, sentence[0]):
            return said
        return self.nouns.later(number, end, sentence[1])

    def year(self, number: Number, following: int, clause: Span, sentence: Span) -> int | None:
        """Return the year a figure is of: named just before it, else after it in its clause, else in its sentence."""
        own = [mention for mention in self.years if sentence[0] <= mention.start < sentence[1]]
        earlier = [mention for mention in own if mention.end <= number.start]
        later = [mention for mention in own if mention.start >= number.end]
        floor = self.readings[-1].place[1] if self.readings else 0
        fresh = [mention for mention in earlier if mention.start >= floor and mention.start not in self.taken]
        if fresh:
            # "In 2022 and 2023 there were 20" is two claims in one; neither is chosen.
            joined = len(fresh) > 1 and _AND.fullmatch(self.text[fresh[-2].end : fresh[-1].start])
            return None if joined else fresh[-1].year
        same = [mention for mention in later if mention.start < min(clause[1], following)]
        if same:
            self.taken.add(same[0].start)
            return same[0].year
        if earlier:
            compared = is_compared(self.text, number.start)
            return None if compared else earlier[-1].year
        return later[0].year if len({mention.year for mention in later}) == 1 else None

    def first(self, sentence: Span) -> Noun | None:
        """Return the noun of the first figure of a sentence, which "of them" goes back to."""
        return next((one.noun for one in self.readings if one.sentence == sentence and one.noun), None)

    def scope(self, number: Number, clause: Span, sentence: Span, counted: Counted) -> Scope:
        """Return the scope worded nearest to a number in its clause, in that of its noun, or ahead of the sentence."""
        ahead = self.around(_CLAUSE, sentence[0])
        clauses = [clause, self.around(_CLAUSE, counted.span[0])]
        if ahead[1] - ahead[0] <= ALONE:
            clauses.append(ahead)
        worded = [
            (max(start - number.end, number.start - end), scope)
            for scope, start, end in self.scopes
            if any(begins <= start < ends for begins, ends in clauses)
        ]
        return min(worded)[1] if worded else Scope.ALL

    def pair(self) -> None:
        """Give as many figures as years their years in turn, where a sentence says so: "respectively"."""
        for found in _EACH.finditer(self.text):
            begins, ends = self.around(_SENTENCE, found.start())
            own = [mention.year for mention in self.years if begins <= mention.start < ends]
            inside = [reading for reading in self.readings if reading.sentence == (begins, ends)]
            if len(own) == len(inside):
                for reading, year in zip(inside, own, strict=True):
                    reading.year = year

    def span(self) -> None:
        """Give the two figures of a sentence that goes from one year to another their years; leave others open."""
        for found in _SPAN.finditer(self.text):
            begins, ends = self.around(_SENTENCE, found.start())
            inside = [one for one in self.readings if one.sentence == (begins, ends) and one.level]
            own = [mention for mention in self.years if found.start() <= mention.start < found.end()]
            paired = len(inside) == len(own) and any(reading.starts for reading in inside)
            for reading, mention in zip(inside, own, strict=False):
                reading.year = mention.year if paired else None
            for reading in inside[len(own) :]:
                if reading.year in {mention.year for mention in own}:
                    reading.year = None

    def around(self, kind: re.Pattern[str], place: int) -> Span:
        """Return the span of the sentence or clause that holds a place."""
        marks = self.ends[kind]
        begins = max((end for _, end in marks if end <= place), default=0)
        return begins, min((start for start, _ in marks if start >= place), default=len(self.text))


def _marks(kind: re.Pattern[str], text: str) -> list[Span]:
    """Return the marks that end a part; one between two digits ends nothing."""
    found = (mark.span() for mark in kind.finditer(text))
    return [(start, end) for start, end in found if not re.match(r"[0-9][,.:][0-9]", text[max(start - 1, 0) : end + 1])]
