"""Trends, comparison and coverage over the documents: what grew, what may not be said, and what is not stated."""

from typing import Any

import pytest

from tests.asking import assert_documented, names, refused
from tests.served import Served


def points(served: Served, query: str) -> dict[int, Any]:
    """Return the points of the one line that a query finds, by year."""
    items = served.items(f"/v1/trends?{query}")
    assert len(items) == 1
    return {point["year"]: point for point in items[0]["points"]}


CHANGES = [
    ("sub_forums", 2023, None, 1, 5.26),
    ("sub_forums", 2024, None, 4, 20),
    ("guests", 2023, "not_stated", None, None),
    ("guests", 2024, "scope_differs", None, None),
    ("guest_countries", 2024, "unit_differs", None, None),
    ("exhibitors", 2023, "unit_differs", None, None),
    ("exhibitors", 2024, "bound_differs", None, None),
    ("exhibitor_countries", 2023, None, 8, 20),
    ("exhibitor_countries", 2024, None, 5, 10.42),
    ("projects", 2023, "bound_differs", None, None),
    ("projects", 2024, None, 43, 4.28),
    ("project_countries", 2023, None, -1, -4.17),
    ("project_countries", 2024, None, 4, 17.39),
    ("sub_forum_hosts", 2023, "not_stated", None, None),
    ("ordinal", 2024, None, 1, None),
    ("winners", 2024, "not_stated", None, None),
    ("finalists", 2024, "not_stated", None, None),
]
"""From the documents: property, year, why it cannot be compared with the year before, or by how much it changed."""


@pytest.mark.parametrize("expected", CHANGES, ids=[f"{name}-{year}" for name, year, *_ in CHANGES])
def test_the_change_is_the_one_the_documents_allow(served: Served, expected: tuple[Any, ...]) -> None:
    property_, year, reason, absolute, percent = expected
    change = points(served, f"property={property_}&series=wuzhen")[year]["change"]
    assert (change["comparable"], change["reason"]) == (reason is None, reason)
    assert (change["absolute"], change["percent"]) == (absolute, percent)
    exact = None if reason else "exact"
    assert change["bound"] == exact
    assert (change["unit"] is None, change["scope"] is None) == (exact is None, exact is None)
    assert change["against"] == year - 1
    assert change["explanation"]["en"].endswith(".")
    assert change["explanation"]["zh"].endswith("。")


def test_a_year_that_is_not_stated_is_a_point_and_never_zero(served: Served) -> None:
    found = points(served, "property=guests&series=wuzhen")
    assert {year: point["status"] for year, point in found.items()} == {
        2015: "not_stated",
        2022: "not_stated",
        2023: "reported",
        2024: "reported",
    }
    assert found[2022]["quantity"] is None
    assert found[2015]["change"] is None
    assert found[2024]["quantity"]["scope"] == "on_site"
    assert found[2024]["quantity"]["display"] == {"en": "more than 1,800", "zh": "超过1,800"}


def test_what_can_be_said_of_hedged_figures_is_said(served: Served) -> None:
    found = points(served, "property=exhibitors&series=wuzhen")
    assert "fewer than 85 more" in found[2024]["change"]["explanation"]["en"]
    assert (
        "more than 95 fewer" in points(served, "property=projects&series=wuzhen")[2023]["change"]["explanation"]["en"]
    )


def test_ambiguous_facts_are_ignored_and_named(served: Served) -> None:
    found = points(served, "property=interview_lines&series=wuzhen")[2023]
    assert (found["status"], found["quantity"]) == ("not_stated", None)
    assert found["ignored"] == ["wuzhen-2023.interview_lines"]


def test_a_scope_may_be_fixed(served: Served) -> None:
    found = points(served, "property=guest_countries&series=wuzhen&scope=on_site")
    assert found[2023]["quantity"]["value"] == 90
    assert found[2024]["quantity"] is None
    overseas = points(served, "property=exhibitors&series=wuzhen&scope=overseas")
    assert overseas[2024]["quantity"]["value"] == 145
    assert overseas[2024]["subject"] == "light-of-the-internet-2024.overseas"


def test_subjects_may_be_named_one_a_year(served: Served) -> None:
    cases = "&".join(f"subject=wuzhen-{year}.cases" for year in (2022, 2023, 2024))
    found = points(served, f"property=selected&{cases}")
    assert [found[year]["quantity"]["value"] for year in (2022, 2023, 2024)] == [12, 13, 13]
    assert found[2024]["change"]["absolute"] == 0
    mixed = "subject=wuzhen-2023.cases&subject=wuzhen-2024.leading-technology-award"
    assert points(served, f"property=selected&{mixed}")[2024]["change"]["reason"] == "definition_differs"


def test_a_year_whose_subject_was_not_named_tells_what_is_stated_of_it(served: Served) -> None:
    found = points(served, "property=guests&subject=wuzhen-2023")
    assert (found[2024]["status"], found[2024]["quantity"]) == ("not_stated", None)
    assert {year: point["also"] for year, point in found.items()} == {
        2015: [],
        2022: [],
        2023: [],
        2024: ["wuzhen-2024.guests.on_site"],
    }
    ambiguous = points(served, "property=interview_lines&subject=wuzhen-2023")[2023]
    assert (ambiguous["also"], ambiguous["ignored"]) == ([], ["wuzhen-2023.interview_lines"])
    mixed = "property=selected&subject=wuzhen-2023.cases&subject=wuzhen-2024.leading-technology-award"
    cases = points(served, mixed)
    assert (cases[2024]["quantity"]["value"], cases[2024]["also"]) == (20, []), "a subject of this year answers"
    assert cases[2022]["also"] == ["wuzhen-2022.cases.selected"]


def test_what_a_period_began_with_is_no_figure_of_its_end(served: Served) -> None:
    found = points(served, "property=high_tech_share&subject=tongxiang")
    assert found[2023]["quantity"]["value"] == 67.8
    assert found[2023]["also"] == ["tongxiang.high_tech_share~start"]


def test_other_scopes_and_wordings_are_named_beside(served: Served) -> None:
    found = points(served, "property=guest_countries&series=wuzhen")
    assert found[2023]["also"] == ["wuzhen-2023.guest_countries.on_site"]
    (theme,) = served.items("/v1/compare?property=theme&year=2023&series=wuzhen")
    assert theme["points"][0]["also"] == ["wuzhen-2023.theme.en~zhejiang-daily"]
    assert [said["fact"] for said in theme["points"][0]["stated"]] == ["wuzhen-2023.theme.en"]


def test_several_properties_and_every_series(served: Served) -> None:
    items = served.items("/v1/trends?property=sub_forums&property=guests&year_from=2023")
    assert [(item["property"], item["series"]) for item in items] == [("sub_forums", "wuzhen"), ("guests", "wuzhen")]
    asked = served.items("/v1/trends?property=guests&series=wuzhen&series=gdte&year_from=2023")
    assert [(item["series"], [point["year"] for point in item["points"]]) for item in asked] == [
        ("gdte", [2023]),
        ("wuzhen", [2023, 2024]),
    ]
    assert [point["status"] for point in asked[0]["points"]] == ["not_stated"]


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [
        ("", "property", None),
        ("property=theme", "property", "sub_forums"),
        ("property=selected", "subject", "wuzhen-2024.cases"),
        ("property=attendance", "subject", "gdte-2023.ip-governance"),
        ("property=sub_forums&subject=wuzhen-2023.cases", "subject", "wuzhen-2023"),
        ("property=selected&subject=wuzhen-2024.cases&subject=wuzhen-2024.leading-technology-award", "subject", None),
        ("property=sub_forums&series=oxbow", "series", "wuzhen"),
        ("property=sub_forums&scope=outside", "scope", "on_site"),
        ("property=sub_forums&year=abc", "year", None),
        ("property=sub_forums&year_from=2024&year_to=2022", "year_to", None),
        ("property=sub_forums&years=2024", "years", "year"),
    ],
)
def test_what_is_not_understood_is_refused(served: Served, query: str, parameter: str, allowed: str | None) -> None:
    problem = refused(served, f"/v1/trends?{query}")
    assert names(problem) == [parameter]
    assert allowed is None or allowed in problem["errors"][0]["allowed"]


def test_years_stand_side_by_side(served: Served) -> None:
    items = served.items("/v1/compare?year=2023&year=2024&series=wuzhen")
    found = {(item["property"], item["subject"], item["slug"]): item for item in items}
    assert len(found) == len(items)
    projects = found["projects", "direct-to-wuzhen-*", None]
    assert [point["quantity"]["value"] for point in projects["points"]] == [1005, 1048]
    assert projects["points"][1]["change"]["absolute"] == 43
    theme = found["theme", "wuzhen-*", None]
    assert [{said["language"] for said in point["stated"]} for point in theme["points"]] == [{"en"}, {"zh"}]
    assert ("media", "wuzhen-*", None) not in found, "stated for neither year"
    assert found["finalists", "direct-to-wuzhen-*", None]["points"][1]["status"] == "not_stated"
    robots = found["exhibited", "light-of-the-internet-*", "embodied-robots"]
    assert robots["points"][1]["quantity"]["bound"] == "more_than"


def test_a_comparison_has_the_verdicts_of_the_trends(served: Served) -> None:
    for name in ("sub_forums", "guests", "guest_countries", "exhibitors", "projects", "ordinal"):
        trend = points(served, f"property={name}&series=wuzhen&year_from=2022")
        for item in served.items(f"/v1/compare?year=2022&year=2023&year=2024&series=wuzhen&property={name}"):
            if item["points"][-1]["subject"] == trend[2024]["subject"]:
                for point in item["points"]:
                    assert point["change"] == trend[point["year"]]["change"], name


def test_coverage_tells_what_is_not_known(served: Served) -> None:
    items = served.items("/v1/coverage?series=wuzhen&value_type=number")
    found = {item["property"]: {year["year"]: year for year in item["years"]} for item in items}
    assert found["guests"][2022] == {"year": 2022, "state": "not_stated", "facts": [], "conflicting": []}
    assert found["guests"][2023]["facts"] == ["wuzhen-2023.guests"]
    assert found["media"][2024]["state"] == "not_stated"
    for item in items:
        for year in item["years"]:
            assert (year["state"] == "not_stated") == (not year["facts"])


def test_coverage_tells_where_documents_differ_and_what_is_only_announced(served: Served) -> None:
    conflicting = served.items("/v1/coverage?state=conflicting&property=theme")
    assert [year["year"] for item in conflicting for year in item["years"]] == [2023]
    assert conflicting[0]["years"][0]["conflicting"] == ["wuzhen-2023.theme.en", "wuzhen-2023.theme.en~zhejiang-daily"]
    planned = served.items("/v1/coverage?state=planned&property=name")
    assert [(item["series"], year["year"]) for item in planned for year in item["years"]] == [("wuzhen", 2025)]


def test_every_fact_of_a_series_is_covered(served: Served) -> None:
    covered = {fact for item in served.items("/v1/coverage") for year in item["years"] for fact in year["facts"]}
    facts: set[str] = set()
    for series in ("wuzhen", "gdte"):
        for year in (2015, 2022, 2023, 2024, 2025):
            facts |= {
                fact["id"] for fact in served.items(f"/v1/facts?limit=1000&series={series}&year={year}&fields=id")
            }
    assert covered == facts


def test_the_timeline_is_in_the_order_of_the_dates(served: Served) -> None:
    items = served.items("/v1/timeline")
    dates = [item["starts_on"] for item in items]
    assert dates == sorted(dates)
    found = {item["id"]: item for item in items}
    assert (found["wuzhen-2023"]["starts_on"], found["wuzhen-2023"]["ends_on"]) == ("2023-11-08", "2023-11-10")
    assert found["wuzhen-2024.xi-jinping.message"]["starts_on"] == "2024-11-20"
    assert found["gdte-2023.ip-governance"]["starts_on"] == "2023-11-24"
    assert found["wuzhen-2022"]["starts_on"] == "2022", "no document gives its days"
    planned = {item["id"] for item in items if item["status"] == "planned"}
    assert planned == {item["id"] for item in served.items("/v1/activities?status=planned&year=2025")}
    for item in items:
        assert item["facts"], item["id"]
    assert {"wuzhen-2023.starts_on", "wuzhen-2023.ends_on"} <= set(found["wuzhen-2023"]["facts"])


def test_the_answers_are_as_documented(served: Served) -> None:
    for path in ("/v1/trends?property=sub_forums", "/v1/compare?year=2023&year=2024", "/v1/coverage", "/v1/timeline"):
        assert_documented(served, path, path.partition("?")[0])
