"""Years and dates in a text, which are no figures."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from app.reasoning.measures import MEASURES, chinese

Span = tuple[int, int]

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_TO = r"(?: ?- ?| to | and )"
_DATE = re.compile(
    "|".join(
        [
            rf"\b{_SHORT} [0-9]{{1,2}}(?:st|nd|rd|th)?(?:{_TO}[0-9]{{1,2}}\b)?(?![0-9])",
            rf"\b[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}})? (?:{_MONTHS})\b",
            r"[0-9]{1,2}月(?:[0-9]{1,2}日?(?:[至到-](?:[0-9]{1,2}月)?[0-9]{1,2}日?)?)?",
            r"[0-9]{1,2}日(?:[至到-][0-9]{1,2}日)?",
            r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b",
            r"[0-9]{1,2}:[0-9]{2}",
        ]
    )
)
_YEAR = re.compile(
    r"(?<![0-9])(?<![0-9][,.])(?:19|20)[0-9]{2}(?![,.]?[0-9])(?!-[0-9]{2}\b(?!-))|[一二][九〇零][〇零一二三四五六七八九]{2}(?=年)"
)
_RELATIVE = re.compile(
    r"\b(?:last|this|next|previous) (?:year|edition)|\ba year (?:later|earlier)|[去今明前]年|上届|本届"
)
_ELSE = re.compile(r"\b(?:before|until|since|after|than in)\s*$")
_HEDGED = re.compile(r"(?:than|over|least|nearly|almost|about|around|roughly|exceeding|some|[过逾超近约])\s*$")
_SAID = re.compile(r"\s{0,3}年")
_COUNTED = re.compile(r" ?(?:guests|people|participants|projects|journalists|companies|countries|jobs)")

NEAR = 24
"""Characters before a year within which a word says what it is."""


@dataclass(frozen=True)
class YearMention:
    """A year named at a place in a text; None for one that is not named, such as last year."""

    start: int
    end: int
    year: int | None


class Years:
    """The years of a plain text."""

    def __init__(self, text: str) -> None:
        self.mentions = years(text)
        self.starts = [mention.start for mention in self.mentions]
        self.ends = {mention.end for mention in self.mentions}

    def named(self, start: int, end: int) -> list[YearMention]:
        """Return those that begin within a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def years(text: str) -> list[YearMention]:
    """Return the years of a plain text, in its order."""
    named = [YearMention(*found.span(), _named(text, found)) for found in _YEAR.finditer(text) if _is_year(text, found)]
    named += [YearMention(*found.span(), None) for found in _RELATIVE.finditer(text)]
    return sorted(named, key=lambda mention: mention.start)


def dates(text: str) -> list[Span]:
    """Return the spans of dates and times of day."""
    return [found.span() for found in _DATE.finditer(text)]


def _is_year(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if _SAID.match(text, end):
        return True
    if _HEDGED.search(text, max(start - NEAR, 0), start) or text[end : end + 1] in tuple(MEASURES):
        return False
    return _value(found[0]) in range(2010, 2036) or not _COUNTED.match(text, end)


def _named(text: str, found: re.Match[str]) -> int | None:
    """Return the year, unless the words before it mean another one: "before 2023"."""
    return None if _ELSE.search(text, max(found.start() - NEAR, 0), found.start()) else _value(found[0])


def _value(written: str) -> int:
    return int(written) if written.isascii() else chinese(written)
