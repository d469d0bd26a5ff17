"""Whether a number was read whole: nothing beside it may belong to it as well.

“9.8千”, “13 lakh”, “1 800” and “2½” are read as far as the reader goes; what is left over would make another number.
"""

import re
import unicodedata

from app.reasoning.measures import ONES, ORDINALS, SCALES, TENS, WORDS

NEAR = 24
"""Characters before a number that are looked at."""

_WORD = "|".join([*WORDS, *(f"{word}s?" for word in ORDINALS if word != "second")])
_SCALE = "|".join(
    [
        *(f"{word}s?" for word in SCALES if len(word) > 1),
        *("la(?:kh|c)s?", "crores?", "scores?", "gross", "pairs?", "quadrillions?", "tn", "[kmbtx]"),
        *("half", "halves", "thirds?", "quarters?", "and (?:a|one|two|three) (?:half|third|quarter)s?", "point"),
    ]
)
_HAN = "零〇一二两三四五六七八九十百千万亿兆半壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_BEFORE = re.compile(
    rf"(?:[0-9](?:[-,，.'’]| *)|[-+±~/^*#=<>≤≥×.]|(?:[{_HAN}余]|(?<![最更许])多) *|[数几负点]|(?<!rm)(?<!cn)[a-z])$"
    rf"|\b(?:{_WORD}|{_SCALE}|minus|negative|plus|several|few|many|(?:quarter|half) of)[ -]+(?:and +)?(?:a )?$"
)
_LOOSE = re.compile(r"[上好成]$")
"""Characters before 十, 百 and the like that make "about" of them, or "more than"."""
_GROUPED = re.compile(r"0[0-9.]+|[0-9]{1,3}\.[0-9]{3}")
_SPOKEN = re.compile(
    r".*[百千万亿][一二两三四五六七八九](?:[万亿].*)?|[一二两三四五六七八九]{2,}.*"
    rf"|.*\b(?:{'|'.join(ONES)})[ -](?:{_WORD}).*|.*\b(?:{'|'.join(TENS)})[ -](?:{'|'.join(TENS)}|ten|\w+teen).*"
)
"""Numerals that are said short, or leave it open which of two they are: 两千五, 三五, 两三千, one twenty."""
_AFTER = re.compile(
    rf"[,，.'’:][0-9]| ?[/^*×±=]|-(?!fold|odd|plus|something|\s)|(?!fold)[a-z]|[{_HAN}几来好成又]|分之|点[{_HAN}0-9]"
    rf"|[余多][{_HAN}]| [0-9]| (?:{_WORD}|{_SCALE})(?![a-z])"
)


def is_whole(text: str, start: int, end: int, *, after_year: bool, counted: bool) -> bool:
    """Tell whether the number at `start` to `end` of a plain text is all of the number that is written there.

    `after_year` tells that a year stands before it, whose digits are not its own; `counted` that what follows it at
    once was read as what it counts.
    """
    written, before = text[start:end], text[max(start - NEAR, 0) : start]
    if (_BEFORE.search(before) and not after_year) or _is_mark(before.rstrip(" ")[-1:]):
        return False
    if written[0] in "十百千万亿" and _LOOSE.search(before):
        return False
    if _GROUPED.fullmatch(written) or _SPOKEN.fullmatch(written):
        return False
    return counted or not (_AFTER.match(text, end) or _is_mark(text[end : end + 2].lstrip(" ")[:1]))


def _is_mark(char: str) -> bool:
    """Tell whether a character is a numeral of another kind, or changes the one before it."""
    return bool(char) and (
        (char.isnumeric() and not char.isascii() and char not in _HAN)
        or unicodedata.category(char) in {"Mn", "Me", "Cf", "Sk", "No"}
    )
