"""Names that the data does not have: of events, by the word that they end in, and of anything that has a capital."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.reasoning.lexicon import CUES, NOUNS, SETTINGS
from app.reasoning.measures import SCALES, WORDS
from app.reasoning.names import Chain, Mention, Words, split
from app.reasoning.numerals import Taken

_HEADS = (
    "summit|forum|conference|expo|exposition|exhibition|congress|convention|symposium|fair|festival|games|olympics"
    "|biennale|meeting|championship|cup|competition|contest|award|prize|roundtable|dialogue|gala|week"
)
_HEAD = re.compile(rf"(?<![\w-])(?:{_HEADS})(?![\w-])")
_BEFORE = re.compile(r"([^\s\W][\w.'’-]*)[\s\"“”]*$")
_GENERAL = re.compile(
    r"the|an?|[0-9][0-9,.]*|this|that|our|its|their|his|her|each|every|any|which|whose|last|next|same|annual|yearly|whole|entire|said"
    r"|main|previous|recent|latest|[12][0-9]{3}(?:['’]?s)?|[0-9]+(?:st|nd|rd|th)|\w+['’]s|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|eleventh|twelfth|and|or|of|in|at|to|for|from|by|with|on|per|as|but|while|during|than"
)
_TOPIC = re.compile(
    r" (?:on|about|devoted to|dedicated to)(?! (?:site|line|the (?:programme|agenda|table)|\w+ [0-9]))"
    r"((?: (?!in\b|at\b|from\b)[a-z][\w'’-]*){1,6})"
)
_FINITE = re.compile(r" (?:had|has|have|was|were|drew|saw|held|got|took|won|gave|put|made|sent|ran|[a-z]+ed)\b")
_CAPITAL = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*")
_INITIAL = re.compile(r"(?:^|[.!?:|\n。！？：；;-])[\s\"'“”‘’(（]*$|[\"“‘(（]$")
_ORDINARY = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|i|chinese|english|internet|rmb|cny|usd|eur|mr|ms|mrs|dr|president|[a-z]{1,2}"
    r"|the|and|for|from|with|than|more|over|some|just|only|into|nearly|almost|around|about|roughly|least|most|total|both"
)
_OPENING = re.compile(
    r"it|they|we|he|she|you|this|that|these|those|there|here|who|which|what|where|when|how|not|nobody|everybody|everyone"
    r"|people|all|both|many|some|most|few|several|none|each|every|only|just|another|\w+(?:s|ed|ing|ly)"
)
_HAN_HEAD = re.compile(
    "峰会|(?<![分场])论坛|大会|博览会|展览会|交易会|展会|年会|会议|研讨会|洽谈会|对接会|发布会|运动会|奥运会|(?<![环季细情春调关])节(?![目省约能奏点假日])"
    "|大赛|锦标赛|[博贸交]会|杯(?![子碟中])|(?<![获得颁授大评领发])奖(?![项品金励者学杯台状])"
)
_HAN_LIMIT = re.compile(
    r"[^\u4e00-\u9fff]|[年届次场该本此这那在于的为是对由到来与和及或并了加席办行访道往向以让把将从给每各今去其开闭前后上下会]|度$"
)
ACRONYM = 3
"""Letters from which capitals alone are taken for a name; shorter ones, such as AI, are words."""

LONGEST = 14
"""Characters before the last word of a Chinese name that are looked at."""


@dataclass(frozen=True)
class Unknown:
    """A name, or what may be one, that the data does not have."""

    start: int
    end: int
    words: Words
    cued: str = ""

    def is_of(self, chain: Chain) -> bool:
        """Tell whether it is only another wording for what a fact is about."""
        cue = CUES.get(chain.fact.property)
        return (
            chain.has(self.words)
            or bool(cue and self.cued and cue.search(self.cued))
            or (len(self.words) == 1 and self.words[0] in chain.initials)
        )


def unknown(text: str, plain_text: str, mentions: Sequence[Mention]) -> list[Unknown]:
    """Return what a text names and the data does not, in its order; `mentions` are the names that it does."""
    said = Taken(len(text))
    for mention in mentions:
        said.take((mention.start, mention.end))
    found = [*_events(plain_text, said), *_capitals(text, plain_text, said), *_han(plain_text, said)]
    return sorted(found, key=lambda one: one.start)


def _events(text: str, said: Taken) -> Iterator[Unknown]:
    """Yield what ends like the name of an event or an award, or has a topic of its own."""
    for head in _HEAD.finditer(text):
        if not said.free(head.span()):
            continue
        before = _BEFORE.search(text, max(head.start() - 40, 0), head.start())
        if before and said.free(before.span(1)) and not _GENERAL.fullmatch(before[1]):
            yield Unknown(before.start(), head.end(), split(f"{before[1]} {head[0]}"), before[1])
        topic = _TOPIC.match(text, head.end(), head.end() + 60)
        if topic and said.free(topic.span(1)):
            yield Unknown(head.start(), topic.end(), split(topic[1]), topic[1])


def _capitals(text: str, plain_text: str, said: Taken) -> Iterator[Unknown]:
    """Yield words with a capital that are no ordinary ones."""
    if not any(char.islower() for char in text):
        return
    for word in _CAPITAL.finditer(text):
        lower = plain_text[word.start() : word.end()]
        if not said.free(word.span()) or _is_ordinary(lower.removesuffix("'s").rstrip("0123456789")):
            continue
        shout = len(word[0]) >= ACRONYM and word[0].isupper()
        opens = _INITIAL.search(text, max(word.start() - 12, 0), word.start()) or word.start() == 0
        acts = lower.endswith("'s") or _FINITE.match(plain_text, word.end())
        if opens and not shout and (_OPENING.fullmatch(lower.removesuffix("'s")) or not acts):
            continue
        yield Unknown(*word.span(), split(lower), lower)


def _han(text: str, said: Taken) -> Iterator[Unknown]:
    """Yield what ends like the name of an event or an award in Chinese."""
    for head in _HAN_HEAD.finditer(text):
        if not said.free(head.span()):
            continue
        start = head.start()
        while start > max(head.start() - LONGEST, 0) and not _is_limit(text, start, said):
            start -= 1
        if start < head.start():
            yield Unknown(start, head.end(), split(text[start : head.end()]), text[start : head.start()])


def _is_limit(text: str, place: int, said: Taken) -> bool:
    """Tell whether no name goes on before a place."""
    return bool(_HAN_LIMIT.match(text, place - 1, place)) or not said.free((place - 1, place))


@lru_cache(maxsize=4096)
def _is_ordinary(word: str) -> bool:
    patterns = [*(noun.pattern for noun in NOUNS), *CUES.values(), *SETTINGS.values(), _ORDINARY]
    return word in WORDS or word in SCALES or any(pattern.fullmatch(word) for pattern in patterns)
