"""How many SQL statements an answer takes: a constant number, whatever the size of the page."""

import pytest

from app.kit.resource import Many, Resource
from app.questions import QUESTIONS
from app.questions.past import EXAMPLE
from app.resources import RESOURCES
from tests.asking import each
from tests.served import Served


@each
def test_the_number_of_statements_does_not_grow_with_the_page(served: Served, resource: Resource) -> None:
    """The release, the total, the ids, the rows, and one for each related table to which a row points."""
    most = 4 + len(resource.schema.related)
    for limit in (2, 1000):
        with served.statements() as statements:
            total = served.json(f"/v1/{resource.name}?limit={limit}")["total"]
            first = len(statements)
            served.json(f"/v1/{resource.name}?limit={limit}&sort=id")
        assert 4 <= first <= most, statements
        again = statements[first:]
        assert not [one for one in again if one.startswith("SELECT count")], "the total is known"
        if total <= limit:
            assert len(again) == 2, "the release and the ids: each item is written once"
    with served.statements() as statements:
        served.json(f"/v1/{resource.name}/{resource.example}")
    assert 2 <= len(statements) <= most - 2, statements


def test_one_edition_whole_takes_a_bounded_number_of_statements(served: Served) -> None:
    summits = next(resource for resource in RESOURCES if resource.name == "summits")
    parts = ",".join(summits.include)
    # The release and the edition, then for it and for each part the rows and each related table that has any.
    asked = [summits, *(child.resource for child in summits.include.values() if isinstance(child, Many))]
    expected = 1 + sum(1 + len(resource.schema.related) for resource in asked)
    counts = set()
    for summit in ("wuzhen-2022", "wuzhen-2023", "wuzhen-2024", "gdte-2023"):
        with served.statements() as statements:
            served.json(f"/v1/summits/{summit}?include={parts}")
        counts.add(len(statements))
    assert max(counts) <= expected == 34


ANSWERS = {
    "/v1": 2,
    "/v1/trends?property=sub_forums": 3,
    "/v1/trends?property=guests&property=selected&subject=wuzhen-2023.cases&property=exhibitors": 3,
    "/v1/compare?year=2023&year=2024": 3,
    "/v1/coverage": 4,
    "/v1/timeline": 5,
    "/v1/timeline?limit=2": 5,
    "/v1/search?q=wuzhen": 3,
    "/v1/search?q=no-such-thing": 2,
    "/v1/suggest?q=ren": 3,
    "/v1/suggest?q=Ren%20Xianlang": 5,
    "/v1/terms": 1,
    "/v1/releases": 2,
    f"/v1/releases/{EXAMPLE}": 2,
    f"/v1/releases/{EXAMPLE}/facts/wuzhen-2023.guests": 4,
    f"/v1/changes?since={EXAMPLE}": 5,
    "/v1/changes.atom": 3,
}
"""What each plain question takes: the release, and a number of its own that does not grow with the answer."""


@pytest.mark.parametrize(("path", "expected"), ANSWERS.items(), ids=list(ANSWERS))
def test_the_number_of_statements_of_each_answer(served: Served, path: str, expected: int) -> None:
    with served.statements() as statements:
        assert served.get(path).status_code == 200
    assert len(statements) == expected, statements


def test_every_question_has_its_number() -> None:
    asked = {
        path.partition("?")[0].replace(EXAMPLE, "{version}").replace("wuzhen-2023.guests", "{id}") for path in ANSWERS
    }
    assert {f"/v1{question.path}" for question in QUESTIONS} <= asked


@pytest.mark.parametrize("text", ["20 sub-forums in 2023", "2023年有1800名嘉宾参会，2024年举办24场分论坛。" * 20])
def test_a_claim_takes_three_statements(served: Served, text: str) -> None:
    """The release, the facts, their evidence; the names are read once a release."""
    with served.statements() as statements:
        assert served.client.post("/v1/verify", json={"text": text}).is_success
        statements.clear()
        assert served.client.post("/v1/verify", json={"text": text}).is_success
    assert len(statements) == 3, statements
