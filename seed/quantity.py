"""Reads numbers with their hedges out of a phrase, in English and Chinese.

No number library is used for this: those tried drop the hedge or take 1800余 for a year (docs/decisions).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.models.words import Bound

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_ONES += " eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS += " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ENGLISH = {word: value for value, word in enumerate(_ONES.split())}
ENGLISH |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
ENGLISH |= {word: value for value, word in enumerate(_ORDINALS.split())}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
CHINESE_SCALES = {"万": 10**4, "亿": 10**8}

BEFORE = {
    Bound.AT_LEAST: ("at least", "no less than", "no fewer than", "not less than", "至少", "不少于", "不低于"),
    Bound.AT_MOST: ("at most", "up to", "no more than", "not more than", "不超过", "至多", "最多"),
    Bound.MORE_THAN: ("more than", "over", "exceeding", "above", "超过", "逾", "超", "多于"),
    Bound.NEARLY: ("nearly", "almost", "close to", "将近", "接近", "近"),
    Bound.ABOUT: ("about", "around", "approximately", "roughly", "大约", "约"),
}
AFTER = {
    Bound.AT_LEAST: ("or more", "以上"),
    Bound.ABOUT: ("左右", "上下"),
    Bound.MORE_THAN: ("余", "多"),
}

_WORD = "|".join(sorted(ENGLISH, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CLASSIFIERS = "个名家场项位人届种件次国条款"
_ZH = "".join([*CHINESE, *CHINESE_TENS])
_HEDGES = "|".join(sorted((words for group in BEFORE.values() for words in group), key=len, reverse=True))
_PATTERN = re.compile(
    rf"(?:(?P<before>{_HEDGES})\s*)?"
    rf"(?:(?<![\w.])(?P<words>(?:{_WORD})(?:[- ](?:{_WORD}))?)(?P<fold>fold)?(?![a-z])"
    rf"|(?<![A-Za-z\d.])(?P<digits>{_DIGITS})(?:st|nd|rd|th)?(?![\d])"
    rf"|(?P<chinese>[{_ZH}]+))"
    rf"(?P<within>余|多)?"
    rf"(?P<scale>\s?(?:{'|'.join(SCALES)})s?\b|[万亿]+)?"
    rf"(?P<after>(?:\s[a-z]+){{0,2}}\s?or more|[{_CLASSIFIERS}]?(?:以上|左右|上下)|余|多)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """One number as it stands in a phrase, in base units, with its hedge."""

    number: int | float
    bound: Bound


def read(phrase: str) -> set[Reading]:
    """Return every number of the phrase with its hedge; `1.43 billion` is 1430000000, `130多` is more than 130."""
    return set(_readings(phrase))


def _readings(phrase: str) -> Iterator[Reading]:
    for match in _PATTERN.finditer(phrase):
        number = _base(match) * _scale(match["scale"])
        whole = number == number.to_integral_value()
        yield Reading(int(number) if whole else float(number), _bound(match))


def _base(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ""))
    if match["words"]:
        return Decimal(sum(ENGLISH[word] for word in re.split(r"[- ]", match["words"].lower())))
    return Decimal(chinese(match["chinese"]))


def chinese(numeral: str) -> int:
    """Return the value of a Chinese numeral below ten thousand; 二十三 is 23, 二〇二四 is 2024."""
    if not set(numeral) & set(CHINESE_TENS):
        return int("".join(str(CHINESE[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in CHINESE_TENS:
            total += (digit or 1) * CHINESE_TENS[char]
            digit = 0
        else:
            digit = CHINESE[char]
    return total + digit


def _scale(written: str | None) -> int:
    product = 1
    for word in re.findall(r"[a-z]+|[万亿]", (written or "").lower()):
        product *= CHINESE_SCALES.get(word) or SCALES[word.rstrip("s")]
    return product


def _bound(match: re.Match[str]) -> Bound:
    for written, hedges in ((match["before"], BEFORE), (match["after"], AFTER), (match["within"], AFTER)):
        for bound, words in hedges.items():
            if written and written.strip().lower().endswith(words):
                return bound
    return Bound.EXACT
