"""Values of number words, in English and Chinese, and the characters that may follow a Chinese number."""

import re

ONES = {
    word: value
    for value, word in enumerate(
        [
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
WORDS = ONES | TENS
SCALES = {
    "dozen": 12,
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "mn": 10**6,
    "m": 10**6,
    "bn": 10**9,
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
            *("twelfth", "thirteenth", "fourteenth", "fifteenth"),
        ],
        start=2,
    )
}
MEASURES = "余多名位人家个项场件条届款种国大点倍天次成元平座台支所例份艘笔"
"""Characters that may follow a Chinese number; in words such as 百度 or 一起 none does."""

UNITS_OF_MEASURES = {
    "名": {"person"},
    "位": {"person"},
    "人": {"person"},
    "家": {"company", "enterprise_or_institution", "organization", "media_outlet", "think_tank"},
    "场": {"sub_forum", "session", "event"},
    "件": {"case"},
    "项": {"case", "project", "achievement", "event", "principle", "honour"},
}
"""The units that a measure word may go with; other measure words go with any."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}


def english(written: str) -> int:
    """Return the value of English number words, such as "twenty-four" or "six hundred"."""
    total, current = 0, 0
    for word in re.split(r"[ -]+", written):
        if word in WORDS:
            current += WORDS[word]
        elif word in {"hundred", "dozen"}:
            current = max(current, 1) * SCALES[word]
        elif word in SCALES:
            total, current = total + max(current, 1) * SCALES[word], 0
    return total + current


def chinese(written: str) -> int:
    """Return the value of a Chinese numeral, such as 二十四, 一千八百 or 千亿; without a digit it begins with one."""
    for scale, value in (("亿", 10**8), ("万", 10**4)):
        first, *others = written.split(scale)
        if others:  # as many as a text holds, so one after another: not each within the one before
            total = chinese(first or "一")
            for other in others:
                total = total * value + (chinese(other) if other else 0)
            return total
    if len(written) > 1 and not set(written) & set(_SMALL):
        return int("".join(str(_DIGITS[char]) for char in written))
    total = digit = 0
    for char in written:
        if char in _SMALL:
            total, digit = total + (digit or 1) * _SMALL[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit
