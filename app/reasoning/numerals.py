"""Numbers in a text, in digits or words, in English and Chinese; years, dates and durations are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.reasoning.dates import Span, dates, years
from app.reasoning.measures import MEASURES, ORDINALS, SCALES, WORDS, chinese, english

_ONE = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_SCALE = "(?:" + "|".join(SCALES) + ")"
_HAN_DIGITS = "零〇一二两三四五六七八九十百千万亿"
_HAN = f"[{_HAN_DIGITS}]+(?![{_HAN_DIGITS}])"
_ALL = "[0-9]+(?![0-9])"
_START = r"(?:(?<![a-z0-9.:/])|(?<=rmb)|(?<=cny))"
_DIGITS = rf"{_START}(?P<digits>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)"
_SCALED = (
    r"(?:亿(?P<rest>[0-9]+)万"
    rf"|(?P<odd>[余多]?)(?P<large>[十百千]?[万亿]+|千(?=[{MEASURES}]))"
    rf"|(?P<scale>(?:[ -](?![km]\b))?{_SCALE})(?![a-z²2]))?"
)
_NUMBER = re.compile(
    "|".join(
        [
            rf"{_DIGITS}{_SCALED}(?![:/]?[0-9])(?!(?:st|nd|rd|th)\b)",
            rf"(?<![a-z])(?P<words>{_ONE}(?:[ -](?:and )?(?:{_ONE}|{_SCALE}))*)(?![a-z])",
            rf"(?<![a-z])(?P<words_fold>{_ONE})(?=fold)",
            rf"百分之(?P<percent>{_HAN}(?:点{_HAN})?|[0-9]+(?:\.[0-9]+)?)",
            rf"(?<![第{_HAN_DIGITS}])(?P<han>{_HAN})(?=[{MEASURES}]|年)",
            r"\ba (?P<one>dozen|hundred|thousand|million|billion)\b",
        ]
    )
)
_ORDINAL = re.compile(
    rf"(?<![a-z0-9])(?:(?P<digits>[0-9]+)(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))"
    r"(?=(?: [\w-]+){0,3}? (?:year|edition|summit|conference)\b|(?<=the [0-9][0-9]th)[,.;)])"
    r"|第(?P<han>[0-9]+|[一二三四五六七八九十]+)(?=届|个年头|年)"
)
_NAME = re.compile(
    rf"第{_ALL}(?!届|个年头|年)|(?<![a-z])(?:version|v)\.? ?[0-9]+(?:\.[0-9]+)*|(?<![0-9.]){_ALL}(?:\.{_ALL})?版"
    rf"|(?<![a-z0-9.]){_ALL}(?:\.{_ALL})?(?!(?:bn|mn|m|k|fold|st|nd|rd|th)(?![a-z]))[a-z]+"
)
"""Numbers that are part of a name: 5G, version 4.0."""

_DURATION = re.compile(r"(?:[- ]?(?:year|decade|month|week)s?\b|年)")
_DAYS = re.compile(r"(?:[- ]?days?\b|天)")
_RUN = re.compile(r"连续|\bconsecutive|\bin a row|\brunning\b|\bstraight\b")
MONTH = 31
"""Days up to which a stretch of days is a duration; a whole year's are counted."""

TOO_LARGE = 10**16
"""Numbers that no figure comes near; they are not read."""

LONGEST = 80
"""Characters of a number that is read, in digits or words."""


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
    taken = Taken(len(text))
    for span in [*((mention.start, mention.end) for mention in years(text)), *dates(text)]:
        taken.take(span)
    for found in _NAME.finditer(text):
        taken.take(found.span())
    found_numbers = []
    for found in _ORDINAL.finditer(text):
        if _short(found) and _ordinal(found) < TOO_LARGE and taken.free(found.span()):
            taken.take(found.span())
            found_numbers.append(Number(*found.span(), Decimal(_ordinal(found)), ordinal=True))
    for found in _NUMBER.finditer(text):
        if _short(found) and taken.free(found.span()):
            found_numbers += _counted(text, found)
    return sorted(found_numbers, key=lambda number: number.start)


class Taken:
    """The places of a text that something was read at already."""

    def __init__(self, length: int) -> None:
        self._places = bytearray(length)

    def take(self, span: Span) -> None:
        """Note a span."""
        self._places[span[0] : span[1]] = b"\x01" * (span[1] - span[0])

    def free(self, span: Span) -> bool:
        """Tell whether nothing was read within a span."""
        return self._places.find(1, *span) < 0


def _short(found: re.Match[str]) -> bool:
    """Tell whether a number is short enough to be one that is counted; what digits it takes to say grows faster."""
    return found.end() - found.start() <= LONGEST


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
    duration = _DURATION.match(text, end) and not _RUN.search(around)
    duration = duration or (_DAYS.match(text, end) and value <= MONTH)
    if not article and not duration and value < TOO_LARGE:
        yield Number(start, end, value, odd=bool(found["odd"]))


def _value(found: re.Match[str]) -> Decimal:
    if found["one"]:
        return Decimal(SCALES[found["one"]])
    if word := found["words"] or found["words_fold"]:
        return Decimal(english(word))
    if found["percent"]:
        return _decimal(found["percent"])
    if found["han"]:
        return Decimal(chinese(found["han"]))
    number = Decimal(found["digits"].replace(",", ""))
    if found["rest"]:
        return number * 10**8 + Decimal(found["rest"]) * 10**4
    return number * (chinese(found["large"]) if found["large"] else SCALES.get((found["scale"] or "").strip(" -"), 1))


def _decimal(written: str) -> Decimal:
    whole, _, fraction = written.partition("点")
    if written.isascii() or not fraction:
        return Decimal(written) if written.isascii() else Decimal(chinese(written))
    return Decimal(f"{chinese(whole)}.{''.join(str(chinese(char)) for char in fraction)}")
