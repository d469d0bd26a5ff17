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
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9}
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

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def english(written: str) -> int:
    """Return the value of English number words, such as "twenty-four" or "six hundred"."""
    total, current = 0, 0
    for word in re.split(r"[ -]+", written):
        if word in WORDS:
            current += WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total, current = total + max(current, 1) * SCALES[word], 0
    return total + current


def chinese(written: str) -> int:
    """Return the value of a Chinese numeral, such as 二十四, 一千八百 or 千亿; without a digit it begins with one."""
    total = section = digit = 0
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[char], 0
        else:
            total, section, digit = (total + section + digit or 1) * _LARGE[char], 0, 0
    return total + section + digit
