"""What a number counts: the known nouns of a text, and which of them belongs to a number."""

import re
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
_UNKNOWN = re.compile(r"^[ -]?(?:[a-z-]+ ){0,2}[a-z]{2,}s\b(?<!this)(?<!was)(?<!others)(?<!times)|^[辆棵杯只头]")
_SIGN = re.compile("(" + "|".join(re.escape(sign) for sign in sorted(MONEY_SIGN, key=len, reverse=True)) + r")\s?$")
ORDINAL = Noun(re.compile("edition"), None, ("ordinal",))


@dataclass(frozen=True)
class Counted:
    """A noun and its span; `inherited` from the figure before. `noun` is None for what we do not count."""

    noun: Noun | None
    span: Span
    inherited: bool = False

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
        stop = _PHRASE.search(self.text, number.end, limit)
        end = stop.start() if stop else limit
        found = next((hit for hit in self.hits if number.end <= hit.span[0] < end), None)
        if found is None:
            unknown = _UNKNOWN.match(self.text[number.end : end])
            return Counted(None, (number.end, end)) if unknown else None
        if found.noun is PEOPLE_NOUN:
            special = [hit for hit in self.between(floor, number.start) if hit.noun and hit.noun.unit == "person"]
            return Counted(special[-1].noun, special[-1].span) if special else found
        return found

    def of_them(self, number: Number) -> bool:
        """Tell whether a number is a part of what was counted before: "145 of them"."""
        return re.match(r" of (?:them|these|those|which)\b", self.text[number.end : number.end + 12]) is not None

    def before(self, number: Number, floor: int) -> Counted | None:
        """Return the nearest noun before a number that its measure word allows."""
        return next((hit for hit in reversed(self.between(floor, number.start)) if self.fits(number, hit.noun)), None)

    def later(self, number: Number, limit: int, end: int) -> Counted:
        """Return the first noun of the rest of the sentence, if nothing else follows the number."""
        found = next((hit for hit in self.hits if limit <= hit.span[0] < end), None)
        found = found or next((hit for hit in self.hits if number.end <= hit.span[0] < end), None)
        return found if found and self.bare(number) else Counted(None, (number.start, number.end))

    def bare(self, number: Number) -> bool:
        """Tell whether a number stands without any noun, at most with a measure word."""
        return (
            re.match(
                r"[余多]?[名位家个项场件条]?\s*(?:[,，。；;:：、.]|(?:in|last|this|and)\b|[和与]|$)",
                self.text[number.end :],
            )
            is not None
        )

    def fits(self, number: Number, noun: Noun | None) -> bool:
        """Tell whether the measure word after a number may go with a noun."""
        measure = re.match(r"[余多]?(.)", self.text[number.end : number.end + 2], re.DOTALL)
        allowed = UNITS_OF_MEASURES.get(measure[1]) if measure else None
        if noun is not None and noun.unit in {"percent", "fold"}:
            return False
        return noun is not None and (allowed is None or noun.unit is None or noun.unit in allowed)

    def between(self, start: int, end: int) -> list[Counted]:
        """Return the nouns within a span."""
        return [hit for hit in self.hits if start <= hit.span[0] and hit.span[1] <= end]
