"""Cursors that anybody may forge, for their seal is no secret: whatever stands in one, the answer is clear.

Rows of the same list, 422, or 410 if the cursor is of another release; never a failure, nor rows of another list.
"""

import base64
import json
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.problems import ProblemError
from app.kit.rows.cursor import _seal, decode, encode
from app.questions.past import EXAMPLE
from tests.asking import names, refused, walk
from tests.served import Served

Fits = Callable[[Any], bool]


def sealed(path: str, body: bytes) -> str:
    """Return a cursor of a list that holds any bytes."""
    return base64.urlsafe_b64encode(_seal(path, body) + body).rstrip(b"=").decode()


def opened(cursor: str) -> Any:
    """Return what a cursor holds."""
    return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[8:])


def text(key: Any) -> bool:
    return isinstance(key, str) and "\0" not in key and not any("\ud800" <= char <= "\udfff" for char in key)


def whole(key: Any) -> bool:
    return type(key) is int and abs(key) < 2**31


def count(key: Any) -> bool:
    return key is None or (type(key) is int and abs(key) < 2**63)


def number(key: Any) -> bool:
    return key is None or (type(key) in {int, float} and abs(key) < 2**63)


def text_or_null(key: Any) -> bool:
    return key is None or text(key)


LISTS: Mapping[str, list[Fits]] = {
    "/v1/summits?": [whole, text],
    "/v1/summits?sort=starts_on": [text_or_null, text],
    "/v1/people?sort=-name_zh": [text_or_null, text],
    "/v1/exhibitors?sort=exhibitors": [count, text],
    "/v1/facts?property=guests&sort=number": [number, text],
    "/v1/timeline?sort=type": [text, text],
    "/v1/timeline?": [text_or_null, text],
    "/v1/properties?": [text],
    "/v1/releases?": [whole],
    f"/v1/changes?since={EXAMPLE}": [text],
    "/v1/search?q=wuzhen&type=summits": [whole],
}
"""Lists, as their seals name them, and what the keys of their cursors may be."""

each_list = pytest.mark.parametrize("path", LISTS)


def release_of(served: Served, path: str) -> str:
    """Return what the cursors of a list call the release."""
    if path.startswith(("/v1/releases", "/v1/changes")):
        with served.app.state.store.open() as snapshot:
            return f"{snapshot.release} {snapshot.past}"
    return served.get("/v1/summits").headers["x-dataset-version"]


def asked(path: str, cursor: str) -> str:
    """Return the address of all that comes after."""
    limit = 100 if path.startswith("/v1/search") else 1000
    return f"{path}{'' if path.endswith('?') else '&'}limit={limit}&cursor={cursor}"


def check(served: Served, path: str, release: str, body: str) -> None:
    """Ask with a cursor that holds some JSON, and check what is answered."""
    held = json.loads(body)
    response = served.get(asked(path, sealed(path, body.encode())))
    fits = LISTS[path]
    well_formed = (
        isinstance(held, list)
        and len(held) == len(fits) + 1
        and text(held[0])
        and all(fit(key) for fit, key in zip(fits, held[1:], strict=True))
    )
    if response.status_code == 200:
        assert well_formed, body
        assert held[0] == release
        items = response.json()["items"]
        every = list(walk(served, path))
        assert items == every[len(every) - len(items) :], body
        return
    assert response.headers["content-type"] == "application/problem+json"
    if response.status_code == 410:
        assert well_formed, body
        assert held[0] != release
        return
    assert response.status_code == 422, f"{body}: {response.text}"
    assert names(response.json()) == ["cursor"]
    # A search ends where its hits end, so a place beyond is refused.
    assert not well_formed or path.startswith("/v1/search"), body


def shapes(release: str) -> list[Any]:
    """Return JSON of every shape, and lists that are almost those of a cursor."""
    single: list[Any] = [None, True, False, 0, 1, -1, 1.5, "", "a", {}, {"0": release}, [], [[]], [None], [{}]]
    keys: list[Any] = [
        None,
        True,
        2023,
        2023.0,
        -0.0,
        10**30,
        -(2**31),
        2**31,
        2**63,
        -(2**63),
        1e300,
        float("nan"),
        float("inf"),
    ]
    keys += ["", "a", "2023", "a\0", "\ud800", "吴\u3000越", "\u2028", "\ud83d\ude00", [], ["a"], {}, {"a": 1}]
    issued: list[Any] = [release, release[::-1], "", None, 1, True, [release], {}]
    few: list[Any] = [None, 2023, "a", []]
    return [*single, *([one] for one in issued), *([one, key, "a"] for one in issued for key in few),
            *([release, key] for key in keys), *([release, key, "a"] for key in keys),
            *([release, few[number % 3], key] for number, key in enumerate(keys)),
            [release, 1, 2, 3], [[release, 2023, "a"]], [release, [2023, "a"]]]  # fmt: skip


@each_list
def test_json_of_every_shape_is_answered_clearly(served: Served, path: str) -> None:
    release = release_of(served, path)
    for held in shapes(release):
        check(served, path, release, json.dumps(held))


NO_JSON = (b"", b" ", b"\xff", b"\0", b"[", b"[" * 2900, b"[" * 1400 + b"]" * 1400, b'{"a":' * 500, b"nul", b"NaN",
           b"Infinity", b'["a" "b"]', b"['a']", b'"\xed\xa0\x80"', b'"\\ud800"', b"[1e999]", b"1" * 2900,
           b"[]x", b"\xef\xbb\xbf[]", b'{"a": 1, "a": 2}', b"// a\n[]")  # fmt: skip
"""What is no JSON, too deep, or read by some readers alone."""


@each_list
def test_what_is_no_json_in_utf_8_is_refused(served: Served, path: str) -> None:
    release = release_of(served, path)
    rightful = json.dumps([release, *(1 if fit is whole else "a" for fit in LISTS[path])])
    coded = (rightful.encode(coding) for coding in ("utf-16", "utf-16-le", "utf-32", "utf-32-be", "utf-8-sig"))
    for body in chain(NO_JSON, coded):
        assert names(refused(served, asked(path, sealed(path, body)))) == ["cursor"], body


_keys = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-(2**65), 2**65), st.floats(), st.text(max_size=40)
)
_json = st.recursive(_keys, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner))


@each_list
@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_any_json_is_answered_clearly(served: Served, path: str, data: st.DataObject) -> None:
    release = release_of(served, path)
    almost = st.tuples(st.just(release) | st.text(max_size=20), *([_keys] * len(LISTS[path]))).map(list)
    held = data.draw(almost | _json)
    check(served, path, release, json.dumps(held, ensure_ascii=data.draw(st.booleans())))


@each_list
def test_a_walk_ends_with_its_release(served: Served, path: str) -> None:
    keys = ["wuzhen" if fit is text else 1 if fit in {whole, count, number} else None for fit in LISTS[path]]
    refused(served, asked(path, encode("ffffffffffffffff", path, keys)), 410)


def test_a_list_of_tables_reads_its_cursor_alike(served: Served) -> None:
    """Formats without pages read the keys on another way to the database."""
    path = "/v1/timeline?sort=type"
    release = release_of(served, path)
    for keys in (["a", "a"], ["summit", "\U0001f600"], ["zz", ""]):
        cursor = encode(release, path, keys)
        rows = served.get(f"{path}&format=ndjson&cursor={cursor}").text.splitlines()
        assert [json.loads(row)["id"] for row in rows] == [one["id"] for one in walk(served, asked(path, cursor))]
    refused(served, f"{path}&format=ndjson&cursor={sealed(path, b'null')}")


def test_the_cursors_of_the_walks_are_read_as_they_were_written(served: Served) -> None:
    for path, fits in LISTS.items():
        following = served.json(f"{path}{'' if path.endswith('?') else '&'}limit=1")["next"]
        if following is not None:
            issued, *keys = opened(following.rpartition("cursor=")[2])
            assert issued == release_of(served, path)
            assert all(fit(key) for fit, key in zip(fits, keys, strict=True)), keys


COLUMNS = [
    sa.Column("text", sa.String, nullable=True),
    sa.Column("count", sa.BigInteger, nullable=True),
    sa.Column("number", sa.Double, nullable=True),
]
_written = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
    st.none() | st.floats(-(2**62), 2**62) | st.integers(-(2**53), 2**53),
).map(list)


@settings(database=None, derandomize=True)
@given(keys=_written)
def test_keys_that_rows_may_have_are_read_back(keys: list[Any]) -> None:
    """Names hold what is not printable as well, such as the wide blank of Chinese."""
    assert decode(encode("r", "w", keys), "r", "w", COLUMNS) == keys


def test_what_is_not_base64_is_refused() -> None:
    good = encode("r", "w", ["a", 1, 1.5])
    for damaged in (
        good[:-1],
        good + "A",
        good + "=",
        "é" + good,
        "",
        "A",
        "AAAA",
        "A" * 11,
        "AAAA" + good[4:],
        good[:-2] + "AA",
    ):
        with pytest.raises(ProblemError):
            decode(damaged, "r", "w", COLUMNS)
    with pytest.raises(ProblemError):
        decode(good, "r", "another walk", COLUMNS)
