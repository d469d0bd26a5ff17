"""Entity tags in lists, well formed and not (RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2)."""

import pytest

from app.kit.conditions import names

TAG = '"tag"'

NAMED: list[tuple[list[str], bool, bool]] = [
    # Lines of the field, whether they name the tag weakly (If-None-Match), and strongly (If-Match).
    (["*"], True, True),
    ([" * \t"], True, True),
    (['"tag"'], True, True),
    (['W/"tag"'], True, False),  # RFC 9110 section 8.8.3.2
    (['"a", "tag"'], True, True),
    (['"a","tag","b"'], True, True),
    (['"a"', '"tag"'], True, True),  # section 5.3: several lines are one list
    (['W/"a", W/"tag", "b"'], True, False),
    (['W/"tag", "tag"'], True, True),
    ([', ,"a" ,,\t"tag" ,'], True, True),  # section 5.6.1.2: members may be empty
    (['"a,b", "tag"'], True, True),  # section 8.8.3: a comma is a character like any other
    (['",", "tag", "!#%/*\'\x80\xff"'], True, True),
    (['"", "tag"'], True, True),
    (['"a\\", "tag"'], True, True),  # nor is a backslash an escape
    (['"TAG"'], False, False),
    (['"ta"'], False, False),
    (['"tagg"'], False, False),
    (['"a,tag,b"'], False, False),
    (['"a, "tag", b"'], False, False),
    ([""], False, False),
    ([","], False, False),
    (["tag"], False, False),
    (["'tag'"], False, False),
    (['w/"tag"'], False, False),  # the W of a weak tag is a capital
    (['W/ "tag"'], False, False),
    (['"tag'], False, False),
    (['tag"'], False, False),
    (['"a" "tag"'], False, False),
    (['"a""tag"'], False, False),
    (['"tag";q=1'], False, False),
    (['*, "tag"'], False, False),
    (['"tag", *'], False, False),
    (['"tag" x'], False, False),
    (['"a b", "tag"'], False, False),  # a blank is not
    (["**"], False, False),
    ([" " * 60000 + "x"], False, False),
    (['"a"' + " " * 60000 + "x"], False, False),
    ([", " * 30000 + "x"], False, False),
    (['"a",' * 15000 + "x"], False, False),
    (['"a",' * 15000 + '"tag"'], True, True),
]
IDS = [f"{number}-{lines[0][:12]!a}" for number, (lines, _, _) in enumerate(NAMED)]


@pytest.mark.parametrize(("lines", "weakly", "strongly"), NAMED, ids=IDS)
def test_a_list_names_a_tag(lines: list[str], weakly: bool, strongly: bool) -> None:
    assert names(lines, TAG) == weakly
    assert names(lines, TAG, strongly=True) == strongly


def test_a_weak_tag_of_ours_would_match_weakly_only() -> None:
    assert names([TAG], f"W/{TAG}")
    assert not names([f"W/{TAG}"], f"W/{TAG}", strongly=True)
    assert names(["*"], "")
    assert not names(['""'], "")
