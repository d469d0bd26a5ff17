"""Numbers in a text, in digits or words, in English and Chinese; years, dates and durations are none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.reasoning.dates import Span, dates, years
from app.reasoning.measures import MEASURES, ORDINALS, SCALES, WORDS, chinese, english

_ONE = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_SCALE = "(?:" + "|".join(SCALES) + ")"
_DIGITS = r"(?P<digits>(?<![a-z0-9.:/])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_SCALED = rf"(?:(?P<odd>[余多]?)(?P<large>[十百千]?[万亿]+|千(?=[{MEASURES}]))|[ -]?(?P<scale>{_SCALE})\b)?"
_NUMBER = re.compile(
    "|".join(
        [
            rf"{_DIGITS}{_SCALED}(?![:/]?\d)",
            rf"(?P<words>\b{_ONE}(?:[ -](?:and )?(?:{_ONE}|{_SCALE}))*(?=\b|fold))",
            rf"(?P<han>(?<!第)[零〇一二两三四五六七八九十百千万亿]+)(?=[{MEASURES}]|年)",
            r"\ba (?P<one>hundred|thousand|million|billion)\b",
        ]
    )
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))"
    r"(?=(?: [\w-]+){0,3}? (?:year|edition|summit|conference)\b)"
    r"|第(?P<han>[0-9一二三四五六七八九十]+)(?=届|个年头|年)"
)
_NAME = re.compile(
    r"\b(?:version|v)\.? ?\d+(?:\.\d+)*|\d+(?:\.\d+)?版|\b\d+(?:\.\d+)?(?!(?:bn|fold|st|nd|rd|th)\b)[a-z]+\b"
)
"""Numbers that are part of a name: 5G, version 4.0."""

TOO_LARGE = 10**16
"""Numbers that no figure comes near; they are not read."""

_DURATION = re.compile(r"^(?:[- ]?(?:year|decade)s?\b|年)")
_RUN = re.compile(r"连续|\bconsecutive|\bin a row|\brunning\b|\bstraight\b")


@dataclass(frozen=True)
class Number:
    """A number at a place in a text; an `ordinal` counts editions, an `odd` one has its hedge inside (20余万)."""

    start: int
    end: int
    value: Decimal
    ordinal: bool = False
    odd: bool = False


def numbers(text: str) -> list[Number]:
    """Return the numbers of a plain text, in its order."""
    taken = [(mention.start, mention.end) for mention in years(text)] + dates(text)
    taken += [found.span() for found in _NAME.finditer(text)]
    ordinals = [
        Number(*found.span(), Decimal(_ordinal(found)), ordinal=True)
        for found in _ORDINAL.finditer(text)
        if not _overlaps(found.span(), taken)
    ]
    taken += [(number.start, number.end) for number in ordinals]
    counted = [
        number
        for found in _NUMBER.finditer(text)
        if not _overlaps(found.span(), taken)
        for number in _counted(text, found)
    ]
    return sorted([*ordinals, *counted], key=lambda number: number.start)


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _ordinal(found: re.Match[str]) -> int:
    if found["word"]:
        return ORDINALS[found["word"]]
    written = found["digits"] or found["han"]
    return int(written) if written.isdigit() else chinese(written)


def _counted(text: str, found: re.Match[str]) -> Iterator[Number]:
    start, end = found.span()
    value = _value(found)
    article = value == 1 and not found["digits"]  # "one of", 一个: no count
    around = text[max(start - 12, 0) : end + 24]
    duration = _DURATION.match(text[end:]) and not _RUN.search(around)
    if not article and not duration and value < TOO_LARGE:
        yield Number(start, end, value, odd=bool(found["odd"]))


def _value(found: re.Match[str]) -> Decimal:
    if found["one"]:
        return Decimal(SCALES[found["one"]])
    if found["words"]:
        return Decimal(english(found["words"]))
    if found["han"]:
        return Decimal(chinese(found["han"]))
    scale = chinese(found["large"]) if found["large"] else SCALES.get(found["scale"] or "", 1)
    return Decimal(found["digits"].replace(",", "")) * scale
