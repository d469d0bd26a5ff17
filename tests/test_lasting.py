"""People and organisations across years and languages: one human being, one body, everything they did."""

from tests.served import Served


def test_a_person_is_one_in_both_languages_and_every_year(served: Served) -> None:
    person = served.json("/v1/people/ren-xianliang")
    assert person["name"] == {"en": "Ren Xianliang", "zh": "任贤良", "translated": []}
    assert [(one["year"], one["contribution"]) for one in person["appearances"]] == [
        (2022, "press_conference"),
        (2024, "press_conference"),
        (2024, "statement"),
    ]
    titles = [one["positions"][0]["title"] for one in person["appearances"]]
    assert [(title["en"], title["zh"]) for title in titles] == [
        ("Secretary-General", None),
        (None, "秘书长"),
        (None, "秘书长"),
    ]
    for one in person["appearances"]:
        assert one["positions"][0]["organization"] == "world-internet-conference"
        documents = {piece["document"] for piece in one["evidence"]}
        assert documents == {"guangming-2022" if one["year"] == 2022 else "nbtv-2024"}
        assert any("任贤良" in piece["surface"] or "Ren Xianliang" in piece["surface"] for piece in one["evidence"])


def test_titles_are_those_held_then(served: Served) -> None:
    person = served.json("/v1/people/liu-hua")
    held = {one["year"]: [post["title"]["en"] for post in one["positions"]] for one in person["appearances"]}
    assert held == {2023: ["Director"]}
    assert {one["summit"] for one in person["appearances"]} == {"wuzhen-2023", "gdte-2023"}


def test_an_organisation_is_one_with_every_role(served: Served) -> None:
    wipo = served.json("/v1/organizations/world-intellectual-property-organization")
    assert wipo["name"] == {
        "en": "World Intellectual Property Organization",
        "zh": "世界知识产权组织",
        "translated": [],
    }
    assert [(role["year"], role["role"]) for role in wipo["roles"]] == [(2022, "supporter"), (2023, "co_host")]
    for role in wipo["roles"]:
        assert any("World Intellectual Property Organization" in piece["surface"] for piece in role["evidence"])
    assert [(one["property"], one["subject"]) for one in wipo["mentions"]] == [
        ("recipients", "wuzhen-2023.outstanding-partner")
    ]
    assert {one["person"] for one in wipo["representatives"]} >= {"daren-tang"}


def test_every_alias_names_a_document_that_prints_it(served: Served) -> None:
    aliased = 0
    for collection in ("people", "organizations"):
        for item in served.items(f"/v1/{collection}?limit=1000"):
            for alias in item["aliases"]:
                aliased += 1
                evidence = served.json(f"/v1/facts/{alias['fact']}")["evidence"]
                assert alias["documents"] == sorted({piece["document"] for piece in evidence})
                assert any(alias["text"] in piece["surface"] for piece in evidence)
    assert aliased >= 3


def test_an_item_shows_all_that_the_lists_have_of_it(served: Served) -> None:
    appearances = [*served.items("/v1/speakers?limit=1000"), *served.items("/v1/attendees?limit=1000")]
    for person in served.items("/v1/people?limit=1000"):
        own = {one["id"] for one in appearances if one["person"] == person["id"]}
        assert {one["id"] for one in person["appearances"]} == own
        years = [one["year"] for one in person["appearances"]]
        assert years == sorted(years)
        assert all(one["evidence"] for one in person["appearances"])
    partners = served.items("/v1/partners?limit=1000")
    for organization in served.items("/v1/organizations?limit=1000"):
        roles = {one["id"]: one["role"] for one in partners if one["organization"] == organization["id"]}
        assert {one["id"]: one["role"] for one in organization["roles"]} == roles
        posts = {one["fact"] for one in organization["representatives"]}
        stated = {
            post["fact"]
            for one in appearances
            for post in one["positions"]
            if post["organization"] == organization["id"]
        }
        assert posts == stated
