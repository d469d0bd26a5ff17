"""Several documents together: what agrees is one fact, what differs is told apart by hand."""

from pathlib import Path

import pytest

from seed.check import examine
from seed.problem import Refused
from tests.test_seed_refusals import refusal
from tests.workshop import DATA, Workshop

SECOND = """document:
  id: other-2031
  language: en
  label: {en: "Another report", zh: "另一报告"}
summits:
  river-2031:
    row: {series: river, year: "2031", says: "2031 River Congress"}
    guests: {value: 1200, bound: more_than, says: "Over 1,200 guests"}
"""
SECOND_TEXT = "Over 1,200 guests came to the 2031 River Congress.\n"


def test_two_documents_that_agree_give_one_fact_two_pieces_of_evidence(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    shop.add("other-2031", SECOND, SECOND_TEXT)
    fact = next(fact for fact in shop.examine().facts if fact.id == "river-2031.guests")
    assert [quote.document for quote in fact.evidence] == ["congress-2031", "other-2031"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("bound: more_than", "bound: about", "add ~word to its key"),
        ('"2031", says', '"2032", year_basis: inferred, says', "a row stated twice must be equal"),
        ("guests:", "guests~other:", "says the same as river-2031.guests"),
    ],
)
def test_two_documents_that_differ_are_told_apart_by_hand(tmp_path: Path, old: str, new: str, says: str) -> None:
    shop = Workshop.at(tmp_path)
    text = SECOND_TEXT.replace("Over", "About") if "about" in new else SECOND_TEXT
    data = SECOND.replace("Over", "About") if "about" in new else SECOND
    shop.add("other-2031", data.replace(old, new), text)
    found = refusal(shop)
    assert says in found
    assert "other-2031.yaml:" in found


def test_at_most_one_of_those_that_compete_is_preferred(tmp_path: Path) -> None:
    shop = Workshop.at(
        tmp_path, DATA.replace("{value: 1200, bound", "{value: 1200, rank: preferred, rank_reason: counted, bound")
    )
    other = SECOND.replace(
        "guests: {value: 1200, bound: more_than",
        "guests~other: {value: 1300, rank: preferred, rank_reason: later, bound: more_than",
    )
    shop.add("other-2031", other.replace("1,200", "1,300"), SECOND_TEXT.replace("1,200", "1,300"))
    assert "are both preferred" in refusal(shop)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no data file"):
        examine(tmp_path, None)


def test_one_fact_told_twice_is_caught_even_with_another_between(tmp_path: Path) -> None:
    more = '    media: {value: 4, says: "four"}\n    media~b: {value: 300, bound: nearly, says: "nearly 300"}\n'
    data = DATA.replace("appearances:\n", more + '    media~c: {value: 4, says: "four workshops"}\nappearances:\n')
    assert "river-2031.media~c says the same as river-2031.media" in refusal(Workshop.at(tmp_path, data))


def test_what_one_document_reports_stays_reported_though_another_announces_it(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    planned = SECOND.replace('year: "2031", says', 'year: "2031", status: planned, says')
    shop.add("other-2031", planned.replace("guests:", "guests~other:"), SECOND_TEXT)
    dataset = shop.examine()
    assert dataset.entities["river-2031"].status == "reported"
    statuses = {fact.id: fact.status for fact in dataset.facts}
    assert statuses["river-2031.guests"] == "reported"
    assert statuses["river-2031.guests~other"] == "planned"


def test_a_deprecated_name_neither_names_nor_is_found(tmp_path: Path) -> None:
    garbled = 'name.en: {says: "Water Board", rank: deprecated, rank_reason: garbled}'
    data = DATA.replace('water-board: {name.en: "Water Board"}', f"water-board: {{{garbled}}}")
    assert "water-board has no printed name" in refusal(Workshop.at(tmp_path, data))


def test_only_the_documents_at_hand_are_proven(tmp_path: Path) -> None:
    shop = Workshop.at(tmp_path)
    shop.add("other-2031", SECOND, SECOND_TEXT)
    shop.examine()
    (shop.documents / "congress-2031.txt").unlink()
    assert examine(shop.facts, shop.documents).facts
    (shop.documents / "other-2031.txt").write_text("changed", encoding="utf-8")
    with pytest.raises(Refused, match="is not in the document"):
        examine(shop.facts, shop.documents)
    (shop.documents / "other-2031.txt").unlink()
    with pytest.raises(Refused, match="holds the text"):
        examine(shop.facts, shop.documents)
