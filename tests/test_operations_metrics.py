"""Metrics, read by the parser of another program, and what is refused or left out without them."""

import threading
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.operations.metrics import BUCKETS, METHODS
from app.settings import Settings
from tests.process import without
from tests.served import Served, serve, settle

Labels = dict[str, str]


class Scrape:
    """The samples of a scrape."""

    def __init__(self, served: Served) -> None:
        answer = served.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        self.families = {family.name: family for family in text_string_to_metric_families(answer.text)}
        self.samples = [sample for family in self.families.values() for sample in family.samples]

    def value(self, name: str, **labels: str) -> float:
        """Return the sum of the samples that have these labels."""
        return sum(one.value for one in self.samples if one.name == name and labels.items() <= one.labels.items())

    def labels(self, name: str) -> list[Labels]:
        """Return the labels of each sample of a name."""
        return [one.labels for one in self.samples if one.name == name]


@pytest.fixture
def measured(broken_url: str) -> Iterator[Served]:
    """Serve with metrics, each test its own."""
    with serve(Settings(database_url=broken_url, documents=None, metrics=True)) as running:
        yield running


def test_requests_are_counted_by_method_route_and_status(measured: Served) -> None:
    for path in ("/v1/summits/wuzhen-2023", "/v1/summits/wuzhen-2024", "/v1/summits/none", "/v1/summits?limit=0"):
        measured.get(path)
    measured.client.head("/v1/summits/wuzhen-2022")
    measured.client.delete("/v1/summits")
    size = len(measured.get("/v1/activities").content)
    found = Scrape(measured)
    expected = [
        ("GET", "/v1/summits/{id}", 200, 2),
        ("GET", "/v1/summits/{id}", 404, 1),
        ("GET", "/v1/summits", 422, 1),
        ("HEAD", "/v1/summits/{id}", 200, 1),
        ("DELETE", "/v1/summits", 405, 1),
        ("GET", "/v1/activities", 500, 1),
    ]
    for method, route, status, count in expected:
        assert found.value("http_requests_total", method=method, route=route, status=str(status)) == count, route
    assert found.value("http_requests_total") == sum(count for *_, count in expected)
    assert found.value("http_response_body_bytes_total", route="/v1/activities") == size
    assert Scrape(measured).value("http_requests_total", route="/metrics") == 1


def test_durations_are_a_histogram(measured: Served) -> None:
    for _ in range(3):
        measured.get("/v1/summits")
    found = Scrape(measured)
    kept = [
        (float(one.labels["le"]), one.value)
        for one in found.samples
        if one.name == "http_request_duration_seconds_bucket" and one.labels["route"] == "/v1/summits"
    ]
    assert [bound for bound, _ in kept] == [*BUCKETS, float("inf")]
    assert [count for _, count in kept] == sorted(count for _, count in kept)
    assert kept[-1][1] == found.value("http_request_duration_seconds_count", route="/v1/summits", method="GET") == 3
    assert 0 < found.value("http_request_duration_seconds_sum", route="/v1/summits") < 30


def test_a_client_cannot_make_labels(measured: Served) -> None:
    sizes = []
    for number in range(20):
        measured.get(f"/nothing-{number}")
        measured.get(f"/v1/summits/none-{number}")
        measured.get("/healthz", x_request_id=f"mine-{number}", host=f"host-{number}")
        measured.get(f"/%zz{number}")
        measured.client.request(("PROPFIND", "MKCOL", "REPORT", "PURGE")[number % 4], "/nothing")
        sizes.append(len(Scrape(measured).samples))
    assert len(set(sizes[1:])) == 1, "the first scrape does not count itself yet"
    found = Scrape(measured)
    assert {one["method"] for one in found.labels("http_requests_total")} <= {*METHODS, "other"}
    assert found.value("http_requests_total", route="none", status="404", method="GET") == 20
    assert found.value("http_requests_total", route="none", status="400", method="GET") == 20
    assert found.value("http_requests_total", method="other") == 20


def test_those_being_answered_are_a_gauge(measured: Served) -> None:
    assert Scrape(measured).value("http_requests_in_flight") == 1, "the scrape itself"
    gate = threading.Barrier(2, timeout=20)
    measured.app.state.metrics.count("waited", "Holds a scrape up.", lambda: gate.wait() * 0)
    first = threading.Thread(target=lambda: measured.client.get("/metrics"))
    first.start()
    settle(lambda: gate.n_waiting == 1)
    assert Scrape(measured).value("http_requests_in_flight") == 2
    first.join()


def test_the_build_and_the_release_are_told(measured: Served, tmp_path_factory: pytest.TempPathFactory) -> None:
    found = Scrape(measured)
    assert found.labels("summits_build_info") == [
        {"version": measured.app.version, "build": measured.app.state.store.build}
    ]
    release = measured.json("/readyz")["release"]
    assert found.labels("summits_release_info") == [{"release": release}]
    assert found.value("summits_release_info") == 1
    assert found.value("process_resident_memory_bytes") > 1e6
    url = f"sqlite:///{tmp_path_factory.mktemp('none')}/none.sqlite"
    with serve(Settings(database_url=url, documents=None, metrics=True)) as unready:
        found = Scrape(unready)
    assert found.labels("summits_release_info") == []
    assert len(found.labels("summits_build_info")) == 1


def test_another_part_can_show_what_it_counts(measured: Served) -> None:
    hits = iter([3, 5])
    measured.app.state.metrics.count("answer_cache_hits", "Answers taken from the cache.", lambda: next(hits))
    assert [Scrape(measured).value("answer_cache_hits_total") for _ in range(2)] == [3, 5]


def test_it_is_no_part_of_the_api(measured: Served) -> None:
    assert not [path for path in measured.app.openapi()["paths"] if "metrics" in path]
    assert measured.get("/v1/metrics").status_code == 404
    assert measured.get("/metrics?name=x").status_code == 422


def test_it_is_off_unless_asked_for(broken_url: str) -> None:
    with serve(Settings(database_url=broken_url, documents=None)) as served:
        assert served.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("setting", "module", "extra"),
    [
        ("SUMMIT_METRICS", "prometheus_client", "metrics"),
        ("SUMMIT_TRACING", "opentelemetry.exporter.otlp.proto.http", "tracing"),
        ("SUMMIT_TRACING", "opentelemetry.exporter", "tracing"),
    ],
)
def test_a_missing_library_is_named_at_the_start(setting: str, module: str, extra: str) -> None:
    here = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "SUMMIT_DATABASE_URL": "sqlite:///nowhere.sqlite"}
    done = without(module, "serve", **here, **{setting: "true"})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"{setting}: the extra `{extra}` is not installed: `make extras`, or summit-facts[{extra}]\n"
