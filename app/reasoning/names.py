"""Names that the data has, and where a text says them; whether what is named is what a fact is about."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any

from app.models.words import EntityType
from app.reasoning.lexicon import CUES
from app.reasoning.measures import ORDINALS
from app.reasoning.plain import plain

Fact = Any
"""The row of a fact that states a number, with `lasting`, the id of its subject without the year."""

Words = tuple[str, ...]

WORD = re.compile(r"[a-z0-9]+|[^\W\da-z_]")
"""A word of a plain text: a run of letters and digits, or one Chinese character."""

_QUOTED = re.compile(r'["“]([^"”]+)["”]')
_YEAR = re.compile(r"[12][0-9]{3}")
_SPEAKER = re.compile(
    r"(?:'s)?(?: \w+){0,2}? (?:said|says|noted?s?|reports?|reported|writes|wrote|told|stated)\b"
    r"|(?:网站|官网|网)?(?:称|说|表示|报道|介绍|指出|写道|消息)"
)
_QUOTING = re.compile(r"(?:\baccording to(?: the)?|\breported by|据) ?$")


class About(IntEnum):
    """What something named is to a fact: its own, another one of the same series, or something else."""

    OWN = 1
    BESIDE = 2
    ELSEWHERE = 3


@dataclass(frozen=True)
class Known:
    """Something with names: its id, with and without the year; `within` are the names of the places it lies in."""

    id: str
    lasting: str
    type: EntityType
    series: str | None
    names: tuple[str, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A name said at a place in a text, its words, and what has this name."""

    start: int
    end: int
    words: Words
    known: tuple[Known, ...]


def _never(_: int, __: int) -> bool:
    return False


class Names:
    """The names of one release."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = {one.id: one for one in known}
        self._by_words: dict[Words, list[Known]] = defaultdict(list)
        self._lengths: dict[Words, list[int]] = defaultdict(list)
        heads = {
            split(name)
            for one in self._known.values()
            if one.type in {EntityType.SERIES, EntityType.ORGANIZATION}
            for name in one.names
        }
        for one in self._known.values():
            for words in {short for name in one.names for short in _wordings(name, heads)}:
                self._by_words[words].append(one)
                self._lengths[words[:2]].append(len(words))
        self._lengths = {begin: sorted(set(lengths), reverse=True) for begin, lengths in self._lengths.items()}

    def said(self, text: str, cuts: Callable[[int, int], bool] = _never) -> list[Mention]:
        """Return the names that a plain text says, in its order; of several at one place the longest.

        What `cuts` tells to begin or end within another word is none: 发展中国家 does not name China.
        """
        found: list[Mention] = []
        spans = [match.span() for match in WORD.finditer(text)]
        words = [text[start:end] for start, end in spans]
        place = 0
        while place < len(words):
            begins = (tuple(words[place : place + 2]), (words[place],))
            lengths = [length for begin in begins for length in self._lengths.get(begin, ())]
            own = next((said for one in lengths if (said := tuple(words[place : place + one])) in self._by_words), ())
            if own:
                span = spans[place][0], spans[place + len(own) - 1][1]
                if not cuts(*span):
                    found.append(Mention(*span, own, tuple(self._by_words[own])))
            place += len(own) or 1
        return found

    def chain(self, fact: Fact) -> "Chain":
        """Return what a fact is about, and what that belongs to."""
        return Chain(fact, self._known)


@dataclass(frozen=True, eq=False)
class Chain:
    """What a fact is about, and the summit and series that it belongs to, with their names; found when asked for."""

    fact: Fact
    everything: Mapping[str, Known] = field(repr=False)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the subject, its summit and its series."""
        fact = self.fact
        own = fact.subject_id.rsplit(".", 1)[0] if fact.subject_type == EntityType.EXHIBITOR else fact.subject_id
        return tuple(one for one in (own, fact.summit, fact.series) if one)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Those of them that have names."""
        return tuple(self.everything[one] for one in self.ids if one in self.everything)

    @cached_property
    def names(self) -> tuple[Words, ...]:
        """All their names."""
        names = [*self.fact.names.split("\n"), *(name for one in self.known for name in one.names)]
        return tuple(filter(None, map(split, names)))

    @cached_property
    def _places(self) -> frozenset[Words]:
        return frozenset(split(name) for one in self.known for name in one.within)

    @cached_property
    def initials(self) -> frozenset[str]:
        """What the names are abbreviated to."""
        return frozenset(
            "".join(word[0] for word in name[begin:end])
            for name in self.names
            for begin in range(len(name))
            for end in range(begin + 3, len(name) + 1)
        )

    def names_subject(self, mention: Mention) -> bool:
        """Tell whether something named is the very subject of the fact, in whatever year."""
        return any(one.lasting == self.fact.lasting for one in mention.known)

    def of(self, mention: Mention) -> About:
        """Return what something named is to the fact."""
        own = any(one.id in self.ids or one.lasting == self.fact.lasting for one in mention.known)
        if own or self.has(mention.words) or mention.words in self._places:
            return About.OWN
        types = {one.type for one in mention.known}
        if types == {EntityType.DOCUMENT}:
            return About.OWN
        if types == {EntityType.PERSON} and self.fact.subject_type != EntityType.APPEARANCE:
            return About.OWN
        # A name that is a word for the property itself, as Tongxiang's is for the projects that settled there.
        if (cue := CUES.get(self.fact.property)) and cue.fullmatch(joined(mention.words)):
            return About.OWN
        beside = any(one.series and one.series == self.fact.series for one in mention.known)
        return About.BESIDE if beside else About.ELSEWHERE

    def has(self, words: Words) -> bool:
        """Tell whether words stand in one of the names, in one piece or in two of which the first is long."""
        return any(_is_piece(words, name) for name in self.names)


def is_source(text: str, mention: Mention) -> bool:
    """Tell whether somebody is named only as who says it."""
    return bool(
        _SPEAKER.match(text, mention.end, mention.end + 60)
        or _QUOTING.search(text, max(mention.start - 20, 0), mention.start)
    )


def split(name: str) -> Words:
    """Return the words of a name."""
    return tuple(WORD.findall(plain(name)))


def joined(words: Words) -> str:
    """Return words as they are written."""
    return "".join(word if not word.isascii() else f" {word}" for word in words).strip()


def within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Return the mentions that begin within a span."""
    return mentions[
        bisect_left(mentions, start, key=lambda one: one.start) : bisect_left(mentions, end, key=lambda one: one.start)
    ]


LONG = {True: 2, False: 4}
"""Words, English or Chinese, that the first piece of a name has where words are left out after it."""


def _is_piece(words: Words, name: Words) -> bool:
    for begin in range(len(name)):
        fits = 0
        while fits < len(words) and begin + fits < len(name) and name[begin + fits] == words[fits]:
            fits += 1
        if fits == len(words):
            return True
        if fits >= LONG[words[0].isascii()]:
            rest = words[fits:]
            if any(name[place : place + len(rest)] == rest for place in range(begin + fits, len(name))):
                return True
    return False


def _wordings(name: str, heads: set[Words]) -> Iterable[Words]:
    """Return how a name is said: whole, without year and number of the edition, without the series before it."""
    wordings = [split(name), *(split(quoted) for quoted in _QUOTED.findall(name))]
    for words in wordings:
        bare = _bare(words)
        for cut in range(len(bare)):
            if cut == 0 or bare[:cut] in heads:
                rest = bare[cut:]
                if len(rest) > 1 or (rest and rest[0].isascii() and len(rest[0]) > 1 and not cut):
                    yield rest


def _bare(words: Words) -> Words:
    """Return the words of a name without a year or an edition at its ends."""
    while words and (_YEAR.fullmatch(words[0]) or words[0] in ORDINALS or words[0] == "年"):
        words = words[1:]
    if words[:1] == ("第",) and "届" in words[:4]:
        words = words[words.index("届") + 1 :]
    return words[:-1] if words and _YEAR.fullmatch(words[-1]) else words
