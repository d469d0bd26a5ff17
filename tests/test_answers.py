"""Answers that are kept: the same to the byte, under every spelling, in bounded memory, and never more than answers."""

import asyncio
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.kit.answers.answer import OVERHEAD, Answer, size_of
from app.kit.answers.cache import Cache
from app.settings import Settings
from tests.served import Served, serve, settle

OWN = {"date", "x-request-id"}
"""Headers that no two answers share."""


@pytest.fixture(scope="module", params=["warning", "info"])
def fresh(seeded_url: str, request: pytest.FixtureRequest) -> Iterator[Served]:
    """Serve with an empty cache, which stands outermost, or behind those who count."""
    with serve(Settings(database_url=seeded_url, documents=None, log_level=request.param)) as running:
        settle(lambda: running.get("/v1/terms").is_success and hits(running) > 0)
        yield running


def hits(served: Served) -> int:
    """Return how many answers were given out again."""
    return int(served.app.state.answered.hits)


def told(answer: httpx.Response) -> dict[str, str]:
    """Return the headers that two answers share."""
    return {name: value for name, value in answer.headers.items() if name not in OWN}


def twice(served: Served, path: str, **headers: str) -> tuple[httpx.Response, httpx.Response]:
    """Ask twice; the second answer is a kept one."""
    first, before = served.get(path, **headers), hits(served)
    found: list[httpx.Response] = []

    def kept() -> bool:
        # On a machine that is busy the state of the data may not be known for a moment; then it is made anew.
        found.append(served.get(path, **headers))
        return hits(served) > before

    settle(kept)
    return first, found[-1]


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("path", ["/v1/facts", "/v1/summits/wuzhen-2023", "/v1/trends?property=guests", "/v1/terms"])
def test_a_kept_answer_is_the_same_to_the_byte(fresh: Served, path: str, coding: str) -> None:
    first, second = twice(fresh, path, accept_encoding=coding)
    assert first.content == second.content
    assert told(first) == told(second)
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    head = fresh.client.head(path, headers={"accept-encoding": coding})
    assert (head.content, told(head)) == (b"", told(first))


@pytest.mark.parametrize("path", ["/v1/facts?limit=3", "/v1/speakers?format=csv"])
def test_a_kept_304_is_that_of_the_route(fresh: Served, path: str) -> None:
    tag = fresh.get(path, if_match="*").headers["etag"]
    made, kept = twice(fresh, path, if_none_match=tag)
    assert made.status_code == kept.status_code == 304
    assert told(made) == told(kept)
    whole, again = twice(fresh, path)
    assert whole.status_code == again.status_code == 200, "known by its validator alone, it is made"
    for condition in (tag, f'"x", W/{tag}', "*"):
        found = fresh.get(path, if_none_match=condition)
        assert (found.status_code, found.content, told(found)) == (304, b"", told(made)), condition
    for condition in ('"x"', tag.strip('"'), f"{tag}x"):
        assert fresh.get(path, if_none_match=condition).content == whole.content, condition


def test_one_answer_in_several_spellings_takes_its_bytes_once(fresh: Served) -> None:
    cache = fresh.app.state.answered
    paths = [
        "/v1/facts?year=2023&limit=50&unit=person",
        "/v1/facts?unit=person&limit=50&year=2023",
        "/v1/facts?unit=%70erson&limit=50&year=2023",
    ]
    first = fresh.get(paths[0])
    size = cache.size
    for path in paths[1:]:
        made, kept = twice(fresh, path)
        assert made.content == kept.content == first.content
        assert told(made) == told(kept) == told(first)
    assert cache.size - size < len(first.content) / 2
    before = len(cache.spelled)
    for number in range(40):
        accept = f"application/json, text/x-{number}"
        assert told(fresh.get(paths[0], accept=accept)) == told(first)
    assert len(cache.spelled) - before <= 8


def test_what_an_answer_depends_on_is_kept_apart(fresh: Served) -> None:
    for headers in ({}, {"accept": "text/csv"}, {"accept": "application/x-ndjson"}, {"accept_encoding": "gzip"}):
        first, second = twice(fresh, "/v1/speakers?year=2023", **headers)
        assert told(first) == told(second)
        assert first.content == second.content
    assert fresh.get("/v1/speakers?year=2023", accept="text/csv").content.startswith(b"id,")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/facts?unread=1", 422),
        ("/v1/facts?limit=0", 422),
        ("/v1/facts/none", 404),
        ("/v1/facts?cursor=AAAA", 422),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/docs", 200),
    ],
)
def test_problems_and_what_is_not_of_the_data_are_not_kept(fresh: Served, path: str, status: int) -> None:
    before, kept = hits(fresh), len(fresh.app.state.answered.spelled)
    for _ in range(3):
        assert fresh.get(path).status_code == status
    assert (hits(fresh), len(fresh.app.state.answered.spelled)) == (before, kept)


def test_what_must_be_judged_anew_is(fresh: Served) -> None:
    twice(fresh, "/v1/outcomes")
    before = hits(fresh)
    assert fresh.get("/v1/outcomes", if_match='"x"').status_code == 412
    assert fresh.client.post("/v1/outcomes").status_code == 405
    assert fresh.client.options("/v1/outcomes").status_code == 204
    assert fresh.get("/v1/outcomes", host="not a host").status_code == 400
    assert fresh.get("/v1/outcomes", x_long="1" * 70_000).status_code == 431
    assert fresh.get("/v1/outcomes", accept="image/png").status_code == 406
    assert fresh.get("/v1/outcomes", accept_encoding="*;q=0").status_code == 406
    assert hits(fresh) == before


def test_an_id_of_the_client_is_given_back(fresh: Served) -> None:
    twice(fresh, "/v1/partners")
    assert fresh.get("/v1/partners", x_request_id="mine-1").headers["x-request-id"] == "mine-1"
    assert len(fresh.get("/v1/partners", x_request_id="not mine").headers["x-request-id"]) == 36
    ids = {fresh.get("/v1/partners").headers["x-request-id"] for _ in range(50)}
    assert len(ids) == 50


def test_of_many_who_ask_at_once_one_has_it_made(fresh: Served) -> None:
    path = "/v1/search?q=wuzhen&limit=7"

    async def ask() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=20)
        async with httpx.AsyncClient(base_url=str(fresh.client.base_url), limits=limits, timeout=30) as client:
            return await asyncio.gather(*(client.get(path) for _ in range(20)))

    with fresh.statements() as statements:
        answers = asyncio.run(ask())
    assert len({answer.content for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}
    asked = [one for one in statements if "search_index" in one or "search_entry" in one]
    with fresh.statements() as alone:
        assert fresh.get("/v1/search?q=wuzhen&limit=8").is_success
    assert 0 < len(asked) <= len([one for one in alone if "search_index" in one or "search_entry" in one])


def test_memory_is_bounded_and_the_used_stay(seeded_url: str) -> None:
    with serve(Settings(database_url=seeded_url, documents=None, cache_mb=1, log_level="warning")) as served:
        settle(lambda: served.get("/v1/terms").is_success and hits(served) > 0)
        cache = served.app.state.answered
        answers: dict[str, bytes] = {}
        for limit in range(1, 120):
            path = f"/v1/facts?limit={limit}"
            answers[path] = served.get(path, accept_encoding="identity").content
            assert served.get("/v1/terms").is_success
            assert cache.size <= cache.most
        assert len(cache.spelled) < 100
        before = hits(served)
        served.get("/v1/terms")
        assert hits(served) == before + 1, "what is asked for again and again is not let go of"
        for path, content in answers.items():
            assert served.get(path, accept_encoding="identity").content == content


def test_a_cache_of_nothing_keeps_nothing(seeded_url: str) -> None:
    with serve(Settings(database_url=seeded_url, documents=None, cache_mb=0)) as served:
        for _ in range(3):
            assert served.get("/v1/terms").is_success
        assert hits(served) == 0


def test_the_sizes_add_up() -> None:
    cache = Cache(100_000)
    for number in range(300):
        message: dict[str, Any] = {"type": "http.response.body", "body": b"1" * (number * 7 % 3000)}
        tag = b'"%d"' % (number % 170)
        cache.keep((b"/", b"%d" % number, b"", b""), Answer(tag, [(b"etag", tag)], [(b"etag", tag)], message))
        kept = {id(answer): answer for answer in cache.spelled.values()}
        asked = [way for answer in kept.values() for way in (*answer.spellings, *answer.exact)]
        assert sum(answer.size for answer in kept.values()) + sum(map(size_of, asked)) == cache.size <= cache.most
    assert cache.size > cache.most - 2 * (3000 + OVERHEAD)
    cache.begin(("next", ""))
    assert (cache.size, cache.spelled) == (0, {})


def test_values_of_one_parameter_keep_their_order(fresh: Served) -> None:
    """What is shown in the order of what is asked is another answer in another order."""
    one, other = (f"/v1/trends?property={first}&property={second}" for first, second in ORDERS)
    shown = [twice(fresh, path)[0] for path in (one, other)]
    assert [item["property"] for item in shown[0].json()["items"]] != [
        item["property"] for item in shown[1].json()["items"]
    ]
    assert shown[0].headers["etag"] != shown[1].headers["etag"]
    for path, first in zip((one, other), shown, strict=True):
        assert fresh.get(path).content == first.content


ORDERS = (("guests", "sub_forums"), ("sub_forums", "guests"))


def test_who_reads_slowly_keeps_nobody_waiting(fresh: Served) -> None:
    """A client that asks for much before what others want as well, and reads nothing."""
    address, target = fresh.client.base_url, "/v1/facts?limit=997"
    asked = [f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in [*["/v1/facts?limit=1000"] * 12, target]]
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect((address.host, address.port))
        slow.sendall("".join(asked).encode())
        time.sleep(0.5)
        assert fresh.client.get(target, timeout=10).status_code == 200


def test_a_bad_host_is_refused_whatever_is_kept(fresh: Served) -> None:
    twice(fresh, "/v1/partners")
    for _ in range(2):
        assert fresh.get("/v1/partners", host="bad host<>").status_code == 400
    for number in range(120):
        assert fresh.get("/v1/partners", host=f"host-{number}").is_success
    twice(fresh, "/v1/partners")


def test_many_spellings_leave_room_for_the_usual(fresh: Served) -> None:
    for number in range(1, 20):
        assert fresh.get("/v1/outcomes", accept=f"application/json;q=0.{number:03}").is_success
    twice(fresh, "/v1/outcomes")
    twice(fresh, "/v1/outcomes", user_agent="another")
