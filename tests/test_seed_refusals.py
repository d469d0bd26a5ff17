"""Each way of being refused: a clear error with file, line and what is allowed, and nothing written."""

from pathlib import Path

import pytest

from seed.check import examine, write_spans
from seed.problem import Refused
from tests.workshop import DATA, TEXT, Workshop


def refusal(shop: Workshop) -> str:
    """Return the whole refusal."""
    with pytest.raises(Refused) as caught:
        shop.examine()
    return str(caught.value)


def test_the_untouched_file_passes(tmp_path: Path) -> None:
    dataset = Workshop.at(tmp_path).examine()
    assert {fact.id for fact in dataset.facts} >= {"river-2031.guests", "river-2031.guests.online", "river-2031.year"}


LINE = dict(enumerate(DATA.splitlines(), start=1))


def line_of(part: str) -> int:
    """Return the line of the untouched file that holds `part`."""
    return next(number for number, line in LINE.items() if part in line)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("guests: {value: 1200", "gests: {value: 1200", "guests: {", "gests is no property of a summit; allowed: "),
        ("bound: more_than", "bond: more_than", "guests: {", "unknown key bond; allowed: "),
        ("bound: more_than", "bound: above", "guests: {", "unknown word; allowed: about, at_least"),
        (
            "bound: more_than",
            "bound: nearly",
            "guests: {",
            "nearly 1200 does not read out of the phrase; it says: more_than 1200",
        ),
        ("value: 1200, bound: more_than", "value: 1200", "guests: {", "exact 1200 does not read out"),
        ("value: 1200", 'value: "1,200"', "guests: {", "a number is written in digits"),
        ("value: 1200", "value: many", "guests: {", "a number is written in digits"),
        ("value: 1200", "value: 1201", "guests: {", "more_than 1201 does not read out"),
        ('"More than 1,200 guests"', '"1,200 guests"', "guests: {", "more_than 1200 does not read out"),
        (
            'value: 1200, bound: more_than, says: "More than 1,200 guests"',
            'value: 1200, says: "1,200 guests"',
            "guests: {",
            "the document hedges 1200 as allowed: more_than",
        ),
        ('"More than 1,200 guests"', '"More than 1,300 guests"', "guests: {", "is not in the document"),
        (
            "guests.online",
            "guests.everywhere",
            "guests.online",
            "guests has no everywhere; scopes allowed: all, on_site, online",
        ),
        ("summits:", "summit:", "summits:", "unknown section; allowed: "),
        (
            "series: river, year",
            "series: stream, year",
            "row: {series",
            "stream is no series; known, for example: river",
        ),
        ("organization: water-board", "organization: river", "position.director", "river is no organization"),
        ("person: ada-byron", "person: ada", "person: ada-byron", "ada is no person; known, for example: ada-byron"),
        (
            "contribution: speech",
            "contribution: sang",
            "contribution: speech",
            "unknown word; allowed: attended, keynote",
        ),
        ("mode: {value: video", "mode: {value: hybrid", "mode: {", "unknown word; allowed: in_person, letter, video"),
        ("kind: town", "kind: village", "kind: town", "unknown word; allowed: city, country"),
        ('"2031-05-03"', '"3 May 2031"', "starts_on", "a date reads YYYY, YYYY-MM or YYYY-MM-DD"),
        ('"2031-05-03"', '"2031-05-04"', "starts_on", "the date 2031-05-04 does not read out of the phrase"),
        ('"2031-05-03"', '"2031-13-03"', "starts_on", "a date reads"),
        ('place: {value: oxbow, says: "Oxbow"}', 'place: "Oxbow"', "place: {", "place needs {value, says}"),
        ('year: "2031"', 'year: "2032"', 'year: "2031"', "the date 2032 does not read out of the phrase: no 2032"),
        ('"2031-05-03"', '"2030-05-03"', "starts_on", "is of 2030-05-03, its event of 2031"),
        ('"2031-05-03"', '"2031-02-30"', "starts_on", "is in the calendar"),
        ("value: 4, says", "value: 4.5, says", "sub_forums", "is a whole number"),
        ('  label: {en: "Congress report", zh: "大会报告"}\n', "", "", "document needs a label"),
        ("place: {value: oxbow", "place: {value: river", "place: {", "river is no place"),
        ('says: "four workshops"', 'says: "workshops"', "sub_forums", "exact 4 does not read out"),
        ('says: "by video"', 'says: "t"', "mode: {", "write one of: "),
        (
            'name.en: "2031 River Congress"',
            'name: "2031 River Congress"',
            'name.en: "2031',
            "name needs its language, as name.en",
        ),
        ("name.zh: {ours", "theme.zh: {ours", "name.zh", "only name.en and name.zh may be ours"),
        (
            '  ada-byron: {name.en: "Ada Byron"}',
            '  ada-byron: {name.zh: {ours: "艾达"}}',
            "ada-byron: {name",
            "has no printed name",
        ),
        ("position.director:", "position:", "position.director", "position is a list: its key reads position.a-slug"),
        ("position.director:", "position.Director:", "position.director", "write strings in double quotes"),
        ('title.en: "Director", ', "", "position.director", "value, or title.en or title.zh, is missing"),
        ('says: "Ada Byron"}', "summit: river-2031}", "person: ada-byron", "stands twice"),
        ("contribution: speech, ", "", "river-2031.ada-byron.speech", "lacks contribution"),
        (
            'label: {en: "Congress report", zh: "大会报告"}',
            'label: {en: "Congress report"}',
            "label",
            "label is {en, zh}, both of them",
        ),
        ("language: en", "language: fr", "document", "document needs a language; allowed: en, zh"),
        ("id: congress-2031", "id: Congress 2031", "document", "write strings in double quotes"),
        ("id: congress-2031", "id: other", "", "a file is named after its document"),
        ("  river: {name.en", "  ada-byron: {name.en", "people", "ids are unique over all tables"),
        ("  river: {name.en", "  guests: {name.en", "series", "is the name of a property"),
        ("  oxbow: {row", "  Ox_bow: {row", "oxbow: {", "write strings in double quotes"),
        (
            "bound: more_than, says",
            "basis: ambiguous, bound: more_than, says",
            "guests: {",
            "basis ambiguous needs a note",
        ),
        ("bound: more_than, says", "rank: preferred, bound: more_than, says", "guests: {", "needs a rank_reason"),
        (
            "bound: more_than, says",
            "rank_reason: why, bound: more_than, says",
            "guests: {",
            "needs a rank_reason, and only that",
        ),
        (
            "bound: more_than, says",
            "period: year, bound: more_than, says",
            "guests: {",
            "period and period_role come together",
        ),
        (
            "bound: more_than, says",
            "unit: ton, bound: more_than, says",
            "guests: {",
            "guests needs a unit as printed; allowed: person",
        ),
        (
            "bound: more_than, says",
            'note: {en: "x"}, bound: more_than, says',
            "guests: {",
            "note is {en, zh}, both of them",
        ),
        ("bound: more_than, says", "value: 1200, says", "guests: {", "stands twice"),
        ('says: "More than 1,200 guests"', 'says: ""', "guests: {", "an empty value is not allowed"),
        ('says: "More than 1,200 guests"', "says: []", "guests: {", "an empty list or map is not allowed"),
        (
            'says: "More than 1,200 guests"',
            "says: 'More than 1,200 guests'",
            "guests: {",
            "write strings in double quotes",
        ),
        ('says: "More than 1,200 guests"', 'says: "[More than 1,200 guests"', "guests: {", "a phrase reads"),
        (
            'says: "More than 1,200 guests"',
            'says: "More than 1,200 guests "',
            "guests: {",
            "begins or ends with a blank",
        ),
        ('says: "More than 1,200 guests"', f'says: "{"x" * 161}"', "guests: {", "161 code points; at most 160"),
        ("value: 1200", "value: &a 1200", "guests: {", "anchors and aliases are not allowed"),
        ("value: 1200", "value: !!int 1200", "guests: {", "tags are not allowed"),
        ("value: 1200", "value: 0x4B0", "guests: {", "write strings in double quotes"),
        ('says: "88123", why: "a licence number"', 'says: "88123"', "88123", "an item of not_facts is {says, why}"),
        (
            '  - {says: "88123", why: "a licence number"}',
            '  - {says: "Licence", why: "a word"}',
            "88123",
            "holds no whole run of digits",
        ),
        ("not_facts:", "not_facts: [", "", "not readable as YAML"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, old: str, new: str, line: str, says: str) -> None:
    assert DATA.count(old) >= 1, "the damage must hit"
    found = refusal(Workshop.at(tmp_path, DATA.replace(old, new, 1)))
    assert says in found, found
    if line:
        assert any(
            f"congress-2031.yaml:{number}:" in found for number in (line_of(line), line_of(line) + 1, line_of(line) - 1)
        ), found


def test_digits_that_nobody_accounts_for_are_listed(tmp_path: Path) -> None:
    found = refusal(Workshop.at(tmp_path, text=TEXT + "Room 17 was full.\n"))
    assert "17 is neither a fact nor in not_facts" in found


def test_a_document_that_changed_is_noticed(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    write_spans(shop.facts, shop.documents)
    (shop.documents / "congress-2031.txt").write_text(" " + TEXT, encoding="utf-8")
    with pytest.raises(Refused, match="not the one curated"):
        examine(shop.facts, shop.documents)
    assert examine(shop.facts, None).facts, "without the documents the spans serve"


def test_a_spans_file_that_was_edited_is_noticed(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    write_spans(shop.facts, shop.documents)
    spans = shop.facts / "congress-2031.spans"
    kept = spans.read_text()
    for damaged, says in (
        (kept.replace("river-2031.place ", "river-2031.plaza "), "river-2031.plaza is stated nowhere"),
        (kept.replace("congress-2031 sha", "other-2031 sha"), "its first line names other-2031"),
        ("\n".join(kept.splitlines()[:-1]), "does not fit"),
        (kept.replace("sha256=", "sha1="), "the first line reads"),
        (kept + "nonsense\n", "a line reads"),
        ("", "the first line reads"),
    ):
        spans.write_text(damaged)
        with pytest.raises(Refused, match=says):
            examine(shop.facts, None)
    spans.unlink()
    with pytest.raises(Refused, match=r"missing; generate it with"):
        examine(shop.facts, None)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: \xc3\x28"])
def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, content: bytes) -> None:
    shop = Workshop.at(tmp_path)
    (shop.facts / "congress-2031.yaml").write_bytes(content)
    with pytest.raises(Refused, match="not UTF-8"):
        shop.examine()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "- a\n",
        "just text\n",
        "a: \0\n",
        "[" * 5000,
        "{a: " * 5000,
        "[" * 5000 + "a" + "]" * 5000,
        "document: {id: x}\n--- {}\n",
    ],
)
def test_what_is_no_data_file_is_refused(tmp_path: Path, content: str) -> None:
    shop = Workshop.at(tmp_path)
    (shop.facts / "congress-2031.yaml").write_text(content)
    with pytest.raises(Refused):
        shop.examine()
