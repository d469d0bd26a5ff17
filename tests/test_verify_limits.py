"""What one check may cost: figures, bytes, time, and others' turns."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.kit.problems import ProblemError
from app.main import create_app
from app.questions.turns import turn
from app.reasoning.reading import MOST
from app.settings import Settings
from tests.served import Served
from tests.talking import ask, refused

MANY = "20 projects, " * (MOST + 20)
"""Figures without a year: every fact on projects may be meant by each."""

LARGEST = 200_000
"""Bytes of an answer, at most, on the data of this project."""


def test_at_most_a_hundred_figures_are_judged_and_the_rest_is_told(served: Served) -> None:
    response = served.client.post("/v1/verify", json={"text": MANY})
    answer = response.json()
    assert (len(answer["claims"]), answer["left_out"]) == (MOST, 20)
    assert f"after the first {MOST}: 20" in answer["explanation"]["en"]
    assert f"20个数字超出前{MOST}个" in answer["explanation"]["zh"]
    assert len(response.content) < LARGEST
    few = served.client.post("/v1/verify", json={"text": "In 2023 there were 20 sub-forums."}).json()
    assert few["left_out"] == 0
    assert "Not judged" not in few["explanation"]["en"]


def test_an_agent_is_told_of_the_rest(served: Served) -> None:
    assert "20 not judged" in ask(served, "verify", text=MANY)


def test_no_figure_names_more_facts_than_ten(served: Served) -> None:
    (claim,) = served.client.post("/v1/verify", json={"text": "There were 20 sub-forums."}).json()["claims"]
    assert (len(claim["facts"]), claim["facts_left_out"]) == (3, 0)


def test_a_check_that_takes_too_long_is_given_up(seeded_url: str) -> None:
    app = create_app(Settings(database_url=seeded_url, documents=None))

    async def checked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            assert (await client.post("/v1/verify", json={"text": MANY})).status_code == 200
            object.__setattr__(app.state.store, "limit", 0.0)  # nothing that takes any time is in time
            return await client.post("/v1/verify", json={"text": MANY})

    found = asyncio.run(checked())
    assert (found.status_code, found.headers["retry-after"]) == (503, "2")
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["detail"] == "judging these figures took longer than 0 ms and was given up; send less, or later"
    app.state.store.close()


def test_an_agent_is_told_that_a_check_was_given_up(served: Served) -> None:
    store = served.app.state.store
    kept = store.limit
    object.__setattr__(store, "limit", 0.0)
    try:
        assert "judging these figures took longer" in refused(served, "verify", text=MANY)
    finally:
        object.__setattr__(store, "limit", kept)


def test_a_check_waits_for_its_turn_and_not_for_ever(seeded_url: str) -> None:
    app = create_app(Settings(database_url=seeded_url, documents=None, time_limit_ms=50))
    body = {"text": "In 2023 there were 20 sub-forums."}

    async def checked() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            async with turn(1):
                waited = await client.post("/v1/verify", json=body)
                others = await client.get("/v1/summits")
            return [waited, others, await client.post("/v1/verify", json=body)]

    waited, others, after = asyncio.run(checked())
    assert (waited.status_code, waited.headers["retry-after"]) == (503, "2")
    assert "turn did not come within 50 ms" in waited.json()["detail"]
    assert (others.status_code, after.status_code) == (200, 200)
    app.state.store.close()


def test_a_turn_is_one_at_a_time_in_order() -> None:
    came = []

    async def take(name: str) -> None:
        async with turn(10):
            came.append(name)
            await asyncio.sleep(0)
            came.append(name)

    async def all_of_them() -> None:
        await asyncio.gather(*(take(name) for name in "abc"))
        with pytest.raises(ZeroDivisionError):
            async with turn(10):
                raise ZeroDivisionError
        async with turn(10):
            with pytest.raises(ProblemError) as raised:
                async with turn(0.01):
                    pass
            assert raised.value.status == 503

    asyncio.run(all_of_them())
    assert "".join(came) == "aabbcc"


def test_many_who_check_at_once_are_all_answered(served: Served) -> None:
    body = {"text": "In 2023 there were 20 sub-forums and more than 1,800 guests."}
    with ThreadPoolExecutor(8) as clients:
        found = list(clients.map(lambda _: served.client.post("/v1/verify", json=body), range(24)))
    assert {(one.status_code, one.content) for one in found} == {(200, found[0].content)}
