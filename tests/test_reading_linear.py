"""Reading and judging take time in proportion to the text, whatever it is."""

import time
from types import SimpleNamespace

import pytest

from app.models.words import Basis, Bound, EntityType, Scope, Status
from app.reasoning.claim import check_figures
from app.reasoning.names import Known, Names
from app.reasoning.reading import MOST, read_figures

SHORT, TIMES = 1500, 10
GENEROUS = 30
"""Times as long as a short text a ten times longer one may take: what looks at all of it for each part takes 100."""

NAMES = Names(
    [
        Known("wuzhen", "wuzhen", EntityType.SERIES, "wuzhen", ("World Internet Conference Wuzhen Summit", "乌镇峰会")),
        Known("wuzhen-2023", "wuzhen-*", EntityType.SUMMIT, "wuzhen", ("2023 Wuzhen Summit",)),
        Known("paris", "paris", EntityType.PLACE, None, ("Paris", "巴黎")),
    ]
)
FACTS = [
    SimpleNamespace(
        id=f"wuzhen-2023.{name}", lasting="wuzhen-*", subject_id="wuzhen-2023", subject_type=EntityType.SUMMIT,
        summit="wuzhen-2023", series="wuzhen", names="2023 Wuzhen Summit", property=name, year=2023, number=20.0,
        unit=unit, bound=Bound.EXACT, scope=Scope.ALL, period=None, period_role=None, status=Status.REPORTED,
        basis=Basis.STATED, rank="normal", year_basis="stated",
    )
    for name, unit in (("guests", "person"), ("sub_forums", "sub_forum"), ("guest_countries", "country"))
]  # fmt: skip

TEXTS = [
    "a", "1", "1,", "国家1,", "一", "万", " ", "\u00a0", "!?", "more than ", "guestsguests", "e\u0301", "2023 ",
    "2023年", "1,800 guests ", "7 sub-forums in 2023. ", "分论坛7场，", "百分之", "第", "Foo Paris ", "the summit of ",
    "论坛大会", "分别", "wuzhen summit ", "from 7 to ", "online ", "rose ", "“", "2nd ",
]  # fmt: skip


def judge(text: str) -> float:
    """Return the seconds of computing that a text takes."""
    begun = time.process_time()
    figures, _ = read_figures(text)
    check_figures(text, figures, FACTS, NAMES)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", TEXTS)
def test_ten_times_the_text_takes_some_ten_times_as_long(piece: str) -> None:
    """The short one has as many figures as are read, so that what is left is to look through the text."""
    start = "In 2023 there were 20 sub-forums, and 20 guests from 20 countries came. "
    short = (start * 3 + piece * SHORT)[:SHORT]
    long = (start * 3 + piece * SHORT * TIMES)[: SHORT * TIMES]
    judge(short)
    assert min(judge(long) for _ in range(2)) < GENEROUS * min(judge(short) for _ in range(5))


def test_figures_after_the_first_hundred_are_counted() -> None:
    figures, left_out = read_figures("7 sub-forums, " * (MOST + 23))
    assert (len(figures), left_out) == (MOST, 23)


def test_reading_ends_when_it_is_told_to() -> None:
    def late() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        read_figures("20 guests", late)
    figures, _ = read_figures("20 guests")
    with pytest.raises(TimeoutError):
        check_figures("20 guests", figures, FACTS, NAMES, late)
