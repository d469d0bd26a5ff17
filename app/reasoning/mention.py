"""Where a text names something: names are compared by their words, whatever marks stand between."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.reasoning.plain import plain

Span = tuple[int, int]


class Mentions:
    """The places where one text names each of some subjects."""

    def __init__(self, text: str, names: Mapping[str, Iterable[str]]) -> None:
        self._text = plain(text)
        self._names = names
        self._found: dict[str, list[Span]] = {}

    def of(self, subject: str) -> list[Span]:
        """Return the spans where a subject is named."""
        if subject not in self._found:
            patterns = [_pattern(name) for name in self._names.get(subject, ())]
            self._found[subject] = [found.span() for pattern in patterns for found in pattern.finditer(self._text)]
        return self._found[subject]


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    words = re.findall(r"[a-z0-9]+|[^\W\da-z_]", plain(name))
    if not words:
        return re.compile(r"(?!)")
    edge = r"(?<![a-z0-9])", r"(?![a-z0-9])"
    body = "".join(
        word
        if index == 0
        else (r"[\W_]*" if not word.isascii() or not words[index - 1].isascii() else r"[\W_]+") + word
        for index, word in enumerate(words)
    )
    return re.compile(f"{edge[0]}{body}{edge[1]}")
