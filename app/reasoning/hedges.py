"""Hedges and scopes as they are worded around a number."""

import re

from app.models.words import Bound, Scope

_LESS = r"(?:fewer|less) than|under|below|short of|不到|不足|少于|低于"
_BEFORE: dict[str, Bound] = {
    r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|至少有?|不少于|不低于|最少": Bound.AT_LEAST,
    r"no more than|not more than|at most|up to|a maximum of|至多|最多|不超过|不多于": Bound.AT_MOST,
    _LESS: Bound.AT_MOST,
    r"more than|over|exceed(?:s|ed|ing)?|above|in excess of|upwards? of|topp(?:ed|ing)|surpass(?:es|ed|ing)?": (
        Bound.MORE_THAN
    ),
    r"超过了?|超出|超|逾|多于|高于|突破|不止|不仅": Bound.MORE_THAN,
    r"nearly|almost|close to|just under|(?:just )?shy of|approaching|将近|接近|近": Bound.NEARLY,
    r"about|around|approximately|roughly|some|circa|an estimated|大约|大概|约|约有|约为": Bound.ABOUT,
}
_COUNTED = "[名位人家个项场件条元平方米亿万]{0,4}"
_AFTER: dict[str, Bound] = {
    rf" ?(?:or more|and more|or above|\+|-?plus\b)|{_COUNTED}及?以上": Bound.AT_LEAST,
    rf" ?(?:or fewer|or less|at most)|{_COUNTED}以[内下]": Bound.AT_MOST,
    r"[万亿]?[余多]|(?: ?-)? ?odd\b": Bound.MORE_THAN,
    rf"{_COUNTED}(?:左右|上下)| or so\b": Bound.ABOUT,
}
NEAR = 40
"""Characters before a number within which its hedge begins."""

_FILL = (
    r"(?:有|为|达到?|共有?|(?:举办|举行|设立|开设|提供|吸引|迎来)了?|the|a total of|as many as|设|是|了)?"
    r"[ ]?(?:[$¥￥€]|rmb|cny|us\$)?"
)
_BEFORE_NUMBER = [(bound, re.compile(rf"(?<![a-z])(?:{words}){_FILL}\s*$")) for words, bound in _BEFORE.items()]
_AFTER_NUMBER = [(bound, re.compile(words)) for words, bound in _AFTER.items()]
_LESS_BEFORE = re.compile(rf"(?<!no )(?<!not )(?<![不])(?:{_LESS}){_FILL}\s*$")

_SCOPES: dict[Scope, str] = {
    Scope.ON_SITE: r"\bon[- ]?site\b|\bin person\b|\boffline\b|\bphysically\b|\bface to face\b"
    r"|现场(?!发布|公布|揭晓|颁)|线下|到场",
    Scope.ONLINE: r"\bonline\b|\bvirtually\b|\bremotely\b|\bvia video\b|\bby video\b|线上|云端|视频方式",
    Scope.OVERSEAS: r"\boverseas\b|\bforeign\b|\bfrom abroad\b|\binternational (?=exhibitors|companies)"
    r"|境外|海外|国外|外国",
    Scope.DOMESTIC: r"\bdomestic\b|\bchinese (?=companies|exhibitors|enterprises|firms)|境内|国内|本土",
}
_NO_SCOPE = re.compile(
    r"(?:chinese|domestic)(?: \w+)?(?: and| as well as| or|/) (?:foreign|overseas|international)"
    r"|(?:foreign|overseas)(?: and| as well as| or) (?:chinese|domestic)|(?:china|home) and (?:from )?abroad"
    r"|at home and (?:abroad|overseas)|online (?:and|\+|or) (?:offline|on[- ]?site|in person)"
    r"|(?:offline|on[- ]?site|in person) (?:and|\+) online|both online and"
    r"|国内外|海内外|境内外|中外|线上[和与、+及]?线下|线下[和与、+及]?线上"
)
SCOPE_WORDS = re.compile("|".join([_NO_SCOPE.pattern, *_SCOPES.values()]))
"""Words that restrict a figure to a scope, or say that nothing does."""
_SCOPED = [(scope, re.compile(words)) for scope, words in _SCOPES.items()]


def hedge(text: str, start: int, end: int) -> tuple[Bound, int, int]:
    """Return the hedge of the number at `start` to `end`, and the span of number and hedge together."""
    before = text[max(start - NEAR, 0) : start]
    for bound, pattern in _BEFORE_NUMBER:
        if found := pattern.search(before):
            return bound, start - len(before) + found.start(), end
    for bound, pattern in _AFTER_NUMBER:
        if found := pattern.match(text, end):
            return bound, start, found.end()
    return Bound.EXACT, start, end


def strictly_less(text: str, start: int) -> bool:
    """Tell whether the words before a number exclude the number itself, as "fewer than" does and "at most" does not."""
    return _LESS_BEFORE.search(text[max(start - NEAR, 0) : start]) is not None


def scopes(text: str) -> list[tuple[Scope, int, int]]:
    """Return the scopes worded in a text with their spans; words for both sides at once restrict nothing."""
    masked = _NO_SCOPE.sub(lambda found: " " * len(found[0]), text)
    return [(scope, *found.span()) for scope, pattern in _SCOPED for found in pattern.finditer(masked)]
