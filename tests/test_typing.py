"""One wrong letter: the beginnings tried are those that an edit distance of one allows, no more and no fewer."""

import random
from math import inf

import pytest

from app.models.tokens import years_between, years_marked
from app.search.typing import variants

LETTERS = "abc"


def distance(typed: str, name: str) -> float:
    """Return the edits (optimal string alignment) from `typed` to the nearest beginning of `name`, of letters alone."""

    def cost(*chars: str) -> float:
        return 1 if all(char in LETTERS for char in chars) else inf

    rows = [[0.0] * (len(name) + 1) for _ in range(len(typed) + 1)]
    for i in range(len(typed) + 1):
        for j in range(len(name) + 1):
            ways = [0.0] if i == j == 0 else []
            if i:
                ways.append(rows[i - 1][j] + cost(typed[i - 1]))
            if j:
                ways.append(rows[i][j - 1] + cost(name[j - 1]))
            if i and j:
                same = typed[i - 1] == name[j - 1]
                ways.append(rows[i - 1][j - 1] + (0 if same else cost(typed[i - 1], name[j - 1])))
            if i > 1 and j > 1 and typed[i - 2 : i] == name[j - 2 : j][::-1]:
                ways.append(rows[i - 2][j - 2] + cost(*typed[i - 2 : i]))
            rows[i][j] = min(ways)
    return min(rows[-1])


def test_the_beginnings_tried_are_those_within_one_letter() -> None:
    chance = random.Random(2031)
    met = 0
    for _ in range(12_000):
        typed = "".join(chance.choices("abc 1", weights=(5, 5, 3, 2, 1), k=chance.randint(4, 8)))
        name = "".join(chance.choices("abc 1", weights=(5, 5, 3, 2, 1), k=chance.randint(1, 9)))
        found = any(name.startswith(beginning) for beginning in (typed, *variants(typed, len(typed))))
        assert found == (distance(typed, name) <= 1), (typed, name)
        agreed = next((n for n, (one, other) in enumerate(zip(typed, name, strict=False)) if one != other), len(typed))
        assert found == any(name.startswith(beginning) for beginning in (typed, *variants(typed, agreed)))
        met += found
    assert met > 100


@pytest.mark.parametrize(
    ("first", "last"),
    [(1000, 9999), (1001, 9998), (2022, 2024), (1999, 2001), (2020, 2029), (2023, 2023), (1990, 2100)],
)
def test_years_are_covered_by_marks(first: int, last: int) -> None:
    marks = set(years_between(first, last))
    assert len(marks) <= 61
    for year in range(1000, 10_000):
        assert bool(marks & set(years_marked([year]))) == (first <= year <= last), year
