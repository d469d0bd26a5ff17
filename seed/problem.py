"""What is wrong with a data file, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a data file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Refused(Exception):  # noqa: N818  (what happened, as `raise Refused` reads)
    """The input cannot be seeded; each problem names its place and what is allowed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Collects everything that is wrong, so that a curator sees it all at once."""

    def __init__(self) -> None:
        self.found: list[tuple[Mark | None, str]] = []

    def add(self, mark: Mark | None, text: str) -> None:
        """Remember one problem."""
        self.found.append((mark, text))

    def refuse(self) -> None:
        """Raise `Refused` if anything was found, in the order of the files."""
        if self.found:
            nowhere = Mark("", 0, 0)
            ordered = sorted(self.found, key=lambda problem: problem[0] or nowhere)
            raise Refused([f"{mark}: {text}" if mark else text for mark, text in ordered])


def one_of(allowed: object) -> str:
    """Say what is allowed, sorted."""
    words = sorted(str(word) for word in allowed)  # type: ignore[attr-defined]
    return "allowed: " + ", ".join(words)


def first_line(error: Exception) -> str:
    """Return the first line of what an error says."""
    return str(error).splitlines()[0]
