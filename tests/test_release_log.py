"""The release log: it gives every state again, and a damaged one is refused with its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.words import Recorded
from seed.contents import contents, told
from seed.problem import Refused
from seed.replay import read_log
from tests.releasing import DIGEST, REPORT, Series, edition, three_releases
from tests.test_commands import ROOT, SEED, SUMMITS, refused, run
from tests.workshop import DATA

Lines = list[str]


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Make three releases."""
    return three_releases(tmp_path)


def test_replay_gives_every_state(series: Series) -> None:
    assert [release.version for release in series.log] == series.versions
    assert [release.state for release in series.log] == [contents(rows) for rows in series.rows]
    assert [release.released_on for release in series.log] == ["2031-06-01", "2031-07-01", "2031-08-01"]


def test_equal_contents_have_equal_digests() -> None:
    key = (Recorded.FACT, "x")
    first, second, other = (
        next(told({key: content})).digest for content in ({"a": 1, "b": "x"}, {"b": "x", "a": 1}, {"a": 1, "b": "y"})
    )
    assert first == second != other


def head(lines: Lines, release: int) -> int:
    """Return the place of the line that names a release."""
    return [place for place, line in enumerate(lines) if '"sequence"' in line][release - 1]


def edited(place: int, old: str, new: str) -> Callable[[Lines], None]:
    """Change words of one line."""

    def edit(lines: Lines) -> None:
        assert old in lines[place], lines[place]
        lines[place] = lines[place].replace(old, new)

    return edit


def of_head(release: int, old: str, new: str) -> Callable[[Lines], None]:
    """Change words of the line that names a release."""
    return lambda lines: edited(head(lines, release), old, new)(lines)


def told_twice(lines: Lines) -> None:
    lines.insert(3, lines[2])


def content_as_text(lines: Lines) -> None:
    lines[1] = lines[1].partition('"after":')[0] + '"after":"x"}'


def key_twice(lines: Lines) -> None:
    lines[1] = lines[1].replace('"change":"added"', '"change":"added","change":"added"')


DAMAGES: dict[str, tuple[Callable[[Lines], object], int, str]] = {
    "no JSON": (edited(1, '"after"', "after"), 2, "not JSON"),
    "no object": (lambda lines: lines.__setitem__(1, "[]"), 2, "one JSON object a line"),
    "blank line": (lambda lines: lines.insert(1, ""), 2, "not JSON"),
    "blanks": (edited(1, '":"', '": "'), 2, "without blanks"),
    "key twice": (key_twice, 2, "as `make release` writes it"),
    "a change before any release": (lambda lines: lines.pop(0), 1, "neither a release"),
    "unknown key": (edited(1, '"after"', '"then"'), 2, "neither a release"),
    "unknown kind": (edited(1, '"document"', '"paper"'), 2, "document or fact or subject"),
    "unknown change": (edited(1, '"added"', '"arrived"'), 2, "allowed: added, changed, re_ranked, withdrawn"),
    "of another release": (edited(1, '"release":"', '"release":"x'), 2, "a change of another release; allowed: "),
    "change that is no word": (edited(1, '"added"', '["added"]'), 2, "unknown change"),
    "id that is no text": (edited(1, '"congress-2031"', '["x"]'), 2, "an id is a text"),
    "content that is no object": (content_as_text, 2, "an object or null"),
    "added twice": (told_twice, 4, "is there already"),
    "changed before added": (edited(2, '"added"', '"changed"'), 3, "is not there"),
    "withdrawn with content": (edited(2, '"added"', '"withdrawn"'), 3, "does not apply"),
    "number skipped": (of_head(2, '"sequence":2', '"sequence":3'), 0, "sequence 3 follows 1; allowed: 2"),
    "number as a text": (of_head(1, '"sequence":1', '"sequence":"1"'), 1, "sequence: "),
    "version of another shape": (of_head(1, '{"release":"', '{"release":"X'), 1, "release: "),
    "no such day": (of_head(1, "2031-06-01", "2031-06-31"), 1, "released_on: "),
    "day before the last": (of_head(2, "2031-07-01", "2031-05-01"), 0, "before that of the release before it"),
    "more than is known": (of_head(1, '{"release"', '{"by":"me","release"'), 1, "allowed: added, changed, digest"),
    "wrong count": (of_head(1, '"added":19', '"added":18'), 1, "does not fit the changes"),
    "wrong digest": (of_head(2, '"digest":"', '"digest":"0'), 0, "does not fit the changes"),
    "wrong value": (edited(2, '"best":true', '"best":false'), 1, "does not fit the changes"),
    "wrong order": (lambda lines: lines.insert(2, lines.pop(3)), 3, "does not fit the changes"),
    "wrong word": (lambda lines: edited(head(lines, 3) + 2, '"changed"', '"re_ranked"')(lines), 0, "does not fit"),
    "a line lost": (lambda lines: lines.pop(4), 1, "does not fit the changes"),
    "a release lost": (lambda lines: lines.__delitem__(slice(head(lines, 2), head(lines, 3))), 0, "allowed: 2"),
}
"""What is done to the lines, the line refused (0: that of the release), and what is said."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the log of three releases."""
    return three_releases(tmp_path_factory.mktemp("whole")).path.read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_log_is_refused_with_its_line(whole: str, tmp_path: Path, damage: str) -> None:
    harm, line, says = DAMAGES[damage]
    lines = whole.splitlines()
    harm(lines)
    path = tmp_path / "releases.ndjson"
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    with pytest.raises(Refused) as error:
        read_log(path)
    [problem] = error.value.problems
    assert problem.startswith(f"releases.ndjson:{line}: " if line else "releases.ndjson:")
    assert says in problem


@pytest.mark.parametrize(("content", "says"), [(b"\xff\n", "not UTF-8"), (b'{"release"', "cut off")])
def test_a_file_that_is_no_log_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "releases.ndjson"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says):
        read_log(path)


def test_there_may_be_no_log(tmp_path: Path) -> None:
    assert read_log(tmp_path / "releases.ndjson") == ()


def test_the_command_releases_once(tmp_path: Path) -> None:
    """New data is written, the same data is not; the check tells data that is not released, the load takes it."""
    series = Series(three_releases(tmp_path).shop)
    edition(series.shop, REPORT, DIGEST)
    before = series.path.read_bytes()
    assert "make release" in refused(run(*SEED, "--check", "--facts", series.shop.facts))
    url = f"sqlite:///{tmp_path}/a.sqlite"
    assert run(SUMMITS, "migrate", SUMMIT_DATABASE_URL=url).returncode == 0
    assert "(new)" in run(*SEED, "--facts", series.shop.facts, SUMMIT_DATABASE_URL=url).stdout
    assert series.path.read_bytes() == before
    assert "before 2031-08-01" in refused(run(*SEED, "release", "--facts", series.shop.facts, "--on", "2031-07-31"))
    assert "--on" in refused(run(*SEED, "release", "--facts", series.shop.facts, "--on", "soon"))
    first = run(*SEED, "release", "--facts", series.shop.facts, "--on", "2031-09-01")
    assert (first.returncode, "number 4 of releases.ndjson" in first.stdout) == (0, True), first.stderr
    released = series.path.read_bytes()
    assert released.startswith(before)
    assert json.loads(released[len(before) :].split(b"\n")[0])["released_on"] == "2031-09-01"
    again = run(SUMMITS, "seed", "release", "--facts", series.shop.facts)
    assert (again.returncode, "(unchanged)" in again.stdout) == (0, True)
    assert series.path.read_bytes() == released
    assert run(*SEED, "--check", "--facts", series.shop.facts).returncode == 0


def test_a_damaged_log_stops_every_command(tmp_path: Path) -> None:
    series = three_releases(tmp_path)
    series.path.write_text("{}\n", encoding="utf-8")
    for command in (("--check",), ("release",), ()):
        assert "releases.ndjson:1" in refused(run(*SEED, *command, "--facts", series.shop.facts))


def test_a_fact_that_was_only_edited_is_released_too(tmp_path: Path) -> None:
    """A remark is part of what a fact says."""
    series = three_releases(tmp_path)
    noted = DATA.replace(
        'says: "four workshops"', 'says: "four workshops", note: {en: "Counted twice", zh: "重复计数"}'
    )
    assert contents(edition(series.shop, ("congress-2031", noted, REPORT[2]))) != contents(series.rows[0])


def test_make_release_is_this_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "-m seed release" in makefile or "summits seed release" in makefile
