"""The frozen facts are of every kind: whoever shortens them loses none, and whoever adds a word adds a fact to it."""

from enum import StrEnum

import pytest
import yaml

from app.commands.frozen import FROZEN
from app.models import words
from app.questions.past import EXAMPLE
from seed.check import read_folder
from seed.columns import Rows
from seed.reader import TOP
from seed.releases import Log
from seed.version import version_of

WORDS: dict[type[StrEnum], list[str]] = {
    words.Bound: ["fact.bound"],
    words.Scope: ["fact.scope", "exhibitor.scope"],
    words.Status: ["fact.status"],
    words.Basis: ["fact.basis"],
    words.YearBasis: ["fact.year_basis"],
    words.Rank: ["fact.rank"],
    words.ValueType: ["fact.value_type"],
    words.PeriodRole: ["fact.period_role"],
    words.Language: ["fact.language", "document.language"],
    words.EventMode: ["summit.mode", "activity.mode", "sub_forum.mode", "exhibitor.mode"],
    words.ContributionMode: ["appearance.mode"],
    words.Contribution: ["appearance.contribution"],
    words.Role: ["partner.role"],
    words.ExhibitorKind: ["exhibitor.kind"],
    words.ActivityKind: ["activity.kind"],
    words.OutcomeKind: ["outcome.kind"],
    words.PlaceKind: ["place.kind"],
    words.EntityType: ["fact.subject_type"],
}
"""Closed vocabularies, with the columns that hold their words."""

UNSTATED: dict[type[StrEnum], set[StrEnum]] = {
    words.Bound: {words.Bound.AT_LEAST, words.Bound.AT_MOST},
    words.Scope: {words.Scope.ONLINE, words.Scope.DOMESTIC},
    words.EventMode: {words.EventMode.ON_SITE, words.EventMode.ONLINE},
    words.Role: {words.Role.HOST},
    words.ExhibitorKind: {words.ExhibitorKind.ORGANIZATION},
}
"""Words that no document used when the facts were frozen."""


@pytest.mark.parametrize("vocabulary", WORDS, ids=lambda vocabulary: vocabulary.__name__)
def test_every_closed_word_is_used(rows: Rows, vocabulary: type[StrEnum]) -> None:
    columns = [name.split(".") for name in WORDS[vocabulary]]
    used = {str(row[column]) for table, column in columns for row in rows[table]} - {"None"}
    assert used == {str(word) for word in set(vocabulary) - UNSTATED.get(vocabulary, set())}


def test_every_section_of_a_data_file_is_used() -> None:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FROZEN.glob("*.yaml")]
    assert {section for file in files for section in file} == set(TOP)


def test_as_many_properties_are_stated_of_as_many_kinds_of_things_as_when_they_were_frozen(rows: Rows) -> None:
    """Fewer would not be noticed elsewhere. A property that is added to the vocabulary may be unstated."""
    assert len({fact["property"] for fact in rows["fact"]}) == 123
    assert len({(fact["property"], fact["subject_type"]) for fact in rows["fact"]}) == 191


def test_what_is_told_of_a_fact_besides_its_value_is_of_every_kind(rows: Rows) -> None:
    facts = rows["fact"]
    for column in ("note_en", "period", "rank_reason", "slug", "year", "language", "object_id"):
        assert {fact[column] is None for fact in facts} == {True, False}, column
    assert {fact["best"] for fact in facts} == {True, False}
    dates = {len(fact["text"]) for fact in facts if fact["value_type"] == "date"}
    assert {len("2023"), len("2023-11-08")} <= dates
    listings = {fact["text"] for fact in facts if fact["property"] == "listing"}
    assert listings == {str(word) for word in words.Listing}
    assert {row["organization"] is None for row in rows["position"]} == {True, False}
    assert {fact["number"] == int(fact["number"]) for fact in facts if fact["number"] is not None} == {True, False}


def test_evidence_is_of_every_kind(rows: Rows) -> None:
    """In one piece and in several, of one document and of two; the documents are in two languages."""
    pieces: dict[str, list[str]] = {}
    for row in rows["evidence"]:
        pieces.setdefault(row["fact"], []).append(row["document"])
    assert {(len(found) > 1, len(set(found)) > 1) for found in pieces.values()} == {
        (False, False),
        (True, False),
        (True, True),
    }


def test_names_are_printed_and_translated(rows: Rows) -> None:
    for column in ("name_en", "name_zh"):
        assert {row[column] is None for row in rows["subject"]} == {True, False}
    assert any(ours for file in read_folder(FROZEN) for ours in (entity.ours for entity in file.entities))


def test_a_remark_in_each_file_says_what_it_is() -> None:
    for path in FROZEN.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# Frozen facts: "), path.name


def test_they_have_two_releases_and_the_first_is_the_one_that_examples_cite(rows: Rows, log: Log) -> None:
    assert [release.version for release in log] == [EXAMPLE, version_of(rows)]
    before, after = (set(release.state) for release in log)
    assert before < after


def test_they_are_no_copy_of_what_is_served() -> None:
    assert not [path for path in (FROZEN, *FROZEN.iterdir()) if path.is_symlink()]
