"""Phrases: the shortest words of a document that carry a value, with context that tells them apart."""

import re
from dataclasses import dataclass

LONGEST = 160
"""Code points a phrase may have at most."""

_PARTS = re.compile(
    r"(?:\[(?P<left>(?:\\.|[^\[\]\\])*)\])?(?P<surface>(?:\\.|[^\[\]\\])+)(?:\[(?P<right>(?:\\.|[^\[\]\\])*)\])?"
)


@dataclass(frozen=True)
class Phrase:
    """`surface` is the evidence; `left` and `right` must stand beside it but are no part of the span."""

    surface: str
    left: str = ""
    right: str = ""

    @classmethod
    def parse(cls, written: str) -> "Phrase":
        """Read `[left]surface[right]`; a backslash makes the next bracket or backslash a literal one.

        Raises ValueError if the brackets do not pair or the surface is empty or too long.
        """
        match = _PARTS.fullmatch(written)
        if match is None:
            raise ValueError(
                'a phrase reads "surface", "[left]surface" or "[left]surface[right]"; write \\[ for a bracket'
            )
        left, surface, right = (re.sub(r"\\(.)", r"\1", match[name] or "") for name in ("left", "surface", "right"))
        if len(surface) > LONGEST:
            raise ValueError(f"the phrase has {len(surface)} code points; at most {LONGEST} are allowed")
        if surface != surface.strip():
            raise ValueError("the phrase begins or ends with a blank; put blanks into the brackets")
        return cls(surface, left, right)

    def hits(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Return the spans of the surface wherever the whole phrase stands in `text[start:end]`."""
        whole = self.left + self.surface + self.right
        end = len(text) if end is None else end
        spans = []
        found = text.find(whole, start, end)
        while found >= 0:
            spans.append((found + len(self.left), found + len(self.left) + len(self.surface)))
            found = text.find(whole, found + 1, end)
        return spans

    def __str__(self) -> str:
        return f"“{self.left + self.surface + self.right}”"
