"""Words that make a number something else than what a plain sentence states: a change, a range, a share, a denial."""

import re

from app.reasoning.dates import Span
from app.reasoning.measures import MEASURES, WORDS

NEAR = 40
"""Characters before a figure within which such a word counts."""

_FROM = re.compile(r"(?:\b(?:from|initial|initially)|由|从|自|起点|起步)[^0-9,;，；。]{0,6}$")
_UP_FROM = re.compile(r"\b(?:up|down|rose|fell|rising|falling) from\s*$")
_RISE = r"\b(?:rose|grew|up|increased|climbed|fell|dropped|down|decreased|shrank|exceeded \w+)"
_OFF = re.compile(
    "|".join(
        [
            rf"(?:{_RISE} by|\b(?:increase|decrease|drop|rise|gain) of)\s*$",
            r"(?:[0-9] of(?: the)?|\btwice|\bhalf of(?: the)?|\bminus|负)\s*$",
            r"[0-9a-z] x\s*$|[0-9一二三四五六七八九十百千万亿个]$",
            r"\b(?:section|article|room|chapter|page|no\.|number)\s*$",
            r"\bbetween(?: [^,;]{1,20} and)?\s*$|[<>≤≥≠≈~*^#/=]\s*$|[-−]$",
            r"(?:\b(?:not|no|never|without|neither|nor)|n't)(?: \w+){0,2}\s*$(?<!(?:more|less) than)(?<!fewer than)",
            r"(?:增加|减少|增长|下降|上升|新增|多|少|增|减)了?\s*$(?<!至少)(?<!至多)",
            r"(?:并非|不是|没有|并没有|而非|未)(?:举办|达到|超过|有)?\s*$",
        ]
    )
)
_RANGE = re.compile(rf"(?<![0-9,])[0-9]{{1,3}}(?:,[0-9]{{3}})*[{MEASURES}]?\s*(?:to|-|~|至|到)\s*$")
_MORE = re.compile(r" (?:more|fewer|less|additional|extra)\b(?! or\b)|[*^½²³/]|\s?[~至到-]\s?[0-9]|\s?-?something\b")
DOUBT = re.compile(
    "|".join(
        [
            r"\b(?:not|never|no longer|none|hardly|barely|false|falsely|wrong|wrongly|untrue)\b|n't\b",
            r"\b(?:if|unless|would|might|lied|instead of|anything but|nothing like)\b",
            r"\b(?:banned|failed|arrested|collapsed|died|disqualified|missing|fined|demonstrated|lost)\b",
            r"\b(?:were cut|in fact)\b",
            r"\b(?:cancel\w*|refused|jailed|rumou?r\w*|denied|postponed|each of|per day)\b",
            "没有|没能|并未|并非|未能|未举办|不是|否认|谣|假如|如果|倘若|若是|取消|原计划|原定|每天",
        ]
    )
)
"""Words that make a sentence no plain statement: nothing in it is called supported. A question asks to be checked."""

_NUM = (
    r"(?:(?:more|fewer|less) than |over |nearly |almost |about |around |some |just |only |an? |the |initial )*"
    rf"(?:[0-9]|(?:{'|'.join(WORDS)})\b)"
)
_RISING = (
    "rose|risen|ris(?:e|ing)|gr[eo]w(?:n|ing)?|increas\\w*|climb\\w*|jump\\w*|soar\\w*|surg\\w*|f[ae]ll(?:en|ing)?|drop\\w*"
    "|declin\\w*|decreas\\w*|shr[aiu]nk\\w*|dwindl\\w*|swe?oll?\\w*|expand\\w*"
)
_UP = "增|升|降|减|涨|跌|提高|增长|增加|上升|下降|减少|扩大|回落|攀升|跃升"
PART = re.compile(
    "|".join(
        [
            r"\b(?:of|among|amongst|from) (?:which|whom|these|those|them)\b|\bout of\b",
            rf"\binclud(?:ing|ed|es) {_NUM}|(?:^|[.!?;:,(\"\n] ?)of {_NUM}",
            rf"[0-9] of (?:(?:the|its|their|our|all)\b|{_NUM})",
            "其中|当中|从中|之中|包括|[里中内][选挑评精]",
        ]
    )
)
"""Words that say of a figure that it is a part, or what a part is of."""
CHANGE = re.compile(
    "|".join(
        [
            rf"\b(?:{_RISING})(?: \w+){{0,3}}? (?:from|to|by)\b",
            r"\b(?:gone|went|up|down) (?:from|by)\b|\b(?:up|down) on\b",
            rf"\bfrom {_NUM}[^,;]{{0,40}} to (?!the [12][0-9]{{3}}\b|[12][0-9]{{3}}\b(?!,)){_NUM}",
            rf"\b(?:compared|in comparison|relative) (?:with|to)\b|\b(?:against|versus|vs\.?) {_NUM}",
            r"\bon (?:a )?par with\b",
            r"\b(?:than|as) in (?:[12][0-9]{3}|previous|last|the)\b|\bthan (?:the )?(?:[12][0-9]{3}|last|previous)\b",
            r"\b(?:doubled|tripled|quadrupled|halved)\b|\b(?:previous|prior|preceding) (?:year|edition)s?\b",
            rf"(?:{_UP})(?:至|到|为)|(?:由|从)[^，。；,;]{{0,20}}(?:{_UP}|至|到)|同比|环比|相比|相较|持平|倍增|往年",
            r"[较比](?:[上去前往]|之前|此前|[12][0-9]{3}年)|[多少高低]于(?:[上去前]|[12][0-9]{3}年)",
        ]
    )
)
"""Words that set a figure against that of another time."""
_DRAWN = re.compile(r"(?:\bfrom|从)[^0-9,;，；。]{0,6}$")


def starts(text: str, start: int) -> bool:
    """Tell whether a figure is what something rose or fell from."""
    return _before(_FROM, text, start)


def is_drawn_from(text: str, start: int) -> bool:
    """Tell whether a figure is what others come from: "from 270 projects"."""
    return _before(_DRAWN, text, start)


def is_compared(text: str, start: int) -> bool:
    """Tell whether a figure is of a time before the one named: "up from 20"."""
    return _before(_UP_FROM, text, start)


def is_level(text: str, start: int, ends: Span) -> bool:
    """Tell whether a figure says how many there were; `ends` are where its number and its noun end."""
    return not (_before(_OFF, text, start) or any(_MORE.match(text, end) for end in ends))


def is_range(text: str, start: int) -> bool:
    """Tell whether a figure is the upper end of a range: "15 to 20"."""
    return _before(_RANGE, text, start)


def _before(words: re.Pattern[str], text: str, start: int) -> bool:
    return words.search(text, max(start - NEAR, 0), start) is not None
