"""What a number counts: the known nouns of a text, and which of them belongs to a number."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from app.reasoning.dates import Span
from app.reasoning.lexicon import MONEY, MONEY_SIGN, NOUNS, PEOPLE_NOUN, PERCENT_NOUN, Noun
from app.reasoning.measures import UNITS_OF_MEASURES
from app.reasoning.numerals import Number

_PHRASE = re.compile(
    r"[;:!?，、；：。！？|\n]|[,.](?=\s|$)"
    r"|\b(?:from|in|of(?! (?:these|those|the|them|all)\b)|at|to|by|with|for|after|were|was|had|have|that|which|who"
    r"|came|took|entered|(?<!of )the|and(?= [0-9]))\b"
)
_UNKNOWN = re.compile(r"[ -]?(?:[a-z-]+ ){0,2}[a-z]{2,}s\b(?<!this)(?<!was)(?<!others)(?<!times)|[辆棵杯只头]")
_SIGN = re.compile("(" + "|".join(re.escape(sign) for sign in sorted(MONEY_SIGN, key=len, reverse=True)) + r")\s?$")
_OF_THEM = re.compile(r" of (?:them|these|those|which)\b")
_BARE = re.compile(
    r"[余多]?[名位家个项场件条]?\s*"
    r"(?:[,，。；;:：、.!！?？()（）|\"”]|(?:in|for|at|by|on|as|last|this|that|and|while|but|then|when)\b|[和与及而]|$)"
)
_MEASURED = re.compile("[余多]?[名位人家个项场件条]")
_JOINING = re.compile(r"[\s:：,，共达有为是计数总]*")
_MEASURE = re.compile(r"[余多]?(.)", re.DOTALL)
ORDINAL = Noun(re.compile("edition"), None, ("ordinal",))

REACH = 240
"""Characters on either side of a figure that a word may stand away and still say something of it."""


@dataclass(frozen=True)
class Counted:
    """A noun and its span; `inherited` from the figure before. `noun` is None for what we do not count.

    `own` tells that it stands in the phrase of its number, and is not only a neighbour's.
    """

    noun: Noun | None
    span: Span
    inherited: bool = False
    own: bool = True

    def follows(self, number: Number) -> bool:
        """Tell whether the noun stands after the number."""
        return self.noun is not None and self.span[0] >= number.end


class Nouns:
    """The known nouns of one text, in its order; where two overlap, the one listed first."""

    def __init__(self, text: str) -> None:
        self.text = text
        hits = sorted(
            (
                (found.start(), order, found.end(), noun)
                for order, noun in enumerate(NOUNS)
                for found in noun.pattern.finditer(text)
            ),
            key=lambda hit: hit[:2],
        )
        self.hits: list[Counted] = []
        for start, _, end, noun in hits:
            if not self.hits or start >= self.hits[-1].span[1]:
                self.hits.append(Counted(noun, (start, end)))
        self._starts = [hit.span[0] for hit in self.hits]

    def own(self, number: Number) -> Counted | None:
        """Return what is part of the number itself: an edition, a percentage, an amount of money by its sign."""
        here = (number.start, number.end)
        if number.ordinal:
            return Counted(ORDINAL, here)
        if self.text.startswith("百分之", number.start):
            return Counted(PERCENT_NOUN, here)
        sign = _SIGN.search(self.text, max(number.start - 5, 0), number.start)
        return Counted(Noun(re.compile(r"(?!)"), MONEY_SIGN[sign[1]], MONEY), here) if sign else None

    def after(self, number: Number, limit: int, floor: int) -> Counted | None:
        """Return the noun after a number; a word for people in general gives way to one before that says more."""
        limit = min(limit, number.end + REACH)
        stop = _PHRASE.search(self.text, number.end, limit)
        end = stop.start() if stop else limit
        found = self.first(number.end, end)
        if found is None:
            unknown = _UNKNOWN.match(self.text, number.end, end)
            return Counted(None, (number.end, end)) if unknown else None
        if found.noun is PEOPLE_NOUN:
            special = [
                hit
                for hit in self.between(max(floor, number.start - REACH), number.start)
                if hit.noun and hit.noun.unit == "person"
            ]
            return Counted(special[-1].noun, special[-1].span) if special else found
        return found

    def of_them(self, number: Number) -> bool:
        """Tell whether a number is a part of what was counted before: "145 of them"."""
        return _OF_THEM.match(self.text, number.end) is not None

    def before(self, number: Number, floor: int) -> Counted | None:
        """Return the nearest noun before a number that its measure word allows."""
        near = self.between(max(floor, number.start - REACH), number.start)
        return next((hit for hit in reversed(near) if self.fits(number, hit.noun)), None)

    def later(self, number: Number, limit: int, end: int) -> Counted:
        """Return the first noun of the rest of the sentence, if nothing else follows the number."""
        found = self.first(limit, end) or self.first(number.end, end)
        return found if found and self.bare(number.end) else Counted(None, (number.start, number.end))

    def bare(self, end: int) -> bool:
        """Tell whether nothing follows a number that it could count, at most a measure word."""
        return _BARE.match(self.text, end) is not None

    def joined(self, noun: Counted, words: Span) -> bool:
        """Tell whether a number stands right after a noun, with a measure word or alone: 媒体119家; tracks: 7."""
        ends = self.is_measured(words[1]) or self.bare(words[1])
        return ends and _JOINING.fullmatch(self.text, noun.span[1], words[0]) is not None

    def is_measured(self, end: int) -> bool:
        """Tell whether a measure word follows a number."""
        return _MEASURED.match(self.text, end) is not None

    def fits(self, number: Number, noun: Noun | None) -> bool:
        """Tell whether the measure word after a number may go with a noun."""
        measure = _MEASURE.match(self.text, number.end)
        allowed = UNITS_OF_MEASURES.get(measure[1]) if measure else None
        if noun is not None and noun.unit in {"percent", "fold"}:
            return False
        return noun is not None and (allowed is None or noun.unit is None or noun.unit in allowed)

    def first(self, start: int, end: int) -> Counted | None:
        """Return the first noun that begins within a span."""
        place = bisect_left(self._starts, start)
        return self.hits[place] if place < len(self.hits) and self._starts[place] < end else None

    def cuts(self, start: int, end: int) -> bool:
        """Tell whether a noun begins within a span and ends after it."""
        inside = self.first(start + 1, end)
        return inside is not None and inside.span[1] > end

    def between(self, start: int, end: int) -> list[Counted]:
        """Return the nouns within a span."""
        found = self.hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [hit for hit in found if hit.span[1] <= end]
