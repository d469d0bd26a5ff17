"""How many SQL statements an answer takes: a constant number, whatever the size of the page."""

from app.kit.resource import Many, Resource
from app.resources import RESOURCES
from tests.asking import each
from tests.served import Served


@each
def test_the_number_of_statements_does_not_grow_with_the_page(served: Served, resource: Resource) -> None:
    """The release, the total, the rows, and one statement for each related table."""
    expected = 3 + len(resource.schema.related)
    for limit in (2, 1000):
        with served.statements() as statements:
            served.json(f"/v1/{resource.name}?limit={limit}")
        assert len(statements) == expected, statements
    with served.statements() as statements:
        served.json(f"/v1/{resource.name}/{resource.example}")
    assert len(statements) == expected - 1, statements


def test_one_edition_whole_takes_a_constant_number_of_statements(served: Served) -> None:
    summits = next(resource for resource in RESOURCES if resource.name == "summits")
    parts = ",".join(summits.include)
    # The release and the edition, then for it and for each part the rows and each related table.
    asked = [summits, *(child.resource for child in summits.include.values() if isinstance(child, Many))]
    expected = 1 + sum(1 + len(resource.schema.related) for resource in asked)
    counts = set()
    for summit in ("wuzhen-2022", "wuzhen-2023", "wuzhen-2024", "gdte-2023"):
        with served.statements() as statements:
            served.json(f"/v1/summits/{summit}?include={parts}")
        counts.add(len(statements))
    assert counts == {expected} == {34}
