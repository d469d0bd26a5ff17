"""Linked data over releases of our own making: what was cited, what became of it, and what is only announced."""

from pathlib import Path

import pytest

from tests.conftest import DATABASES
from tests.linking import document
from tests.releasing import REPORT, Series, edition, loaded, three_releases
from tests.served import serve
from tests.workshop import DATA, Workshop

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)
GUESTS = "river-2031.guests"


@both
def test_a_fact_that_was_cited_tells_what_replaces_it(empty_url: str, tmp_path: Path) -> None:
    series: Series = three_releases(tmp_path)
    first = series.versions[0]
    with serve(loaded(empty_url, (series.rows[-1], series.log))) as served:
        online = document(served, f"/v1/releases/{first}/facts/{GUESTS}.online")["mainEntity"]
        withdrawn = document(served, f"/v1/releases/{first}/facts/river-2031.sub_forums")["mainEntity"]
        today = document(served, f"/v1/facts/{GUESTS}.online")["mainEntity"]
    assert online["@id"] == f"/v1/releases/{first}/facts/{GUESTS}.online"
    assert online["dcterms:isReplacedBy"] == online["dcterms:isVersionOf"] == f"/v1/facts/{GUESTS}.online"
    assert (online["maxValue"], online["bound"]) == (300, "/v1/terms#bound.nearly")
    assert today["bound"] == "/v1/terms#bound.about"
    assert not {"value", "minValue", "maxValue"} & set(today)
    assert not {"dcterms:isVersionOf", "dcterms:isReplacedBy"} & set(withdrawn), "there is nothing today"
    assert withdrawn["value"] == 4


@both
def test_a_figure_that_is_only_announced_has_no_value(empty_url: str, tmp_path: Path) -> None:
    plain = 'guests: {value: 1200, bound: more_than, says: "More than 1,200 guests"}'
    assert plain in DATA
    planned = DATA.replace(plain, plain.replace("bound:", "status: planned, bound:"))
    rows = edition(Workshop.at(tmp_path), (REPORT[0], planned, REPORT[2]))
    with serve(loaded(empty_url, (rows, ()))) as served:
        assert served.json("/v1/summits/river-2031")["figures"]["guests"]["status"] == "planned"
        figures = document(served, "/v1/summits/river-2031")["mainEntity"]["figures"]
        fact = document(served, f"/v1/facts/{GUESTS}")["mainEntity"]
    (figure,) = [one for one in figures if one["@id"] == f"/v1/facts/{GUESTS}"]
    for one in (figure, fact):
        assert not {"value", "minValue", "maxValue"} & set(one)
        assert one["status"] == "/v1/terms#status.planned"
        assert one["description"]["en"] == "more than 1,200"
