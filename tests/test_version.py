"""The version: what it is a hash of, whatever the order and however many rows; nothing is held while it is made."""

import hashlib
import json
import math
import random

import pytest

from app.models import DERIVED
from app.models.words import Status
from seed import runs
from seed.batches import LOADED, SIZE, Batch
from seed.columns import Rows, Streams
from seed.lines import Ready, lines
from seed.runs import Runs
from seed.version import version_of
from tests.plenty import plenty, small

VALUES: tuple[object, ...] = (
    "plain", "", "100%", "%s %(x)d", 'quo"te', "back\\slash", "line\nend\r\t", "\u2028\u2029\x85", "\x00\x1f\x7f",
    "乌镇", "😀", None, True, False, 0, 1, -1, 2**63, 1.0, 0.0, -0.0, 1e16, 1e-7, 0.1, [], ["a", "%"],
    {"b": 1, "a": [None]}, Status.PLANNED,
)  # fmt: skip


def plainly(rows: Streams) -> str:
    """Return the version as it is defined, everything being held in memory."""
    digest = hashlib.sha256()
    for table in sorted(set(rows) - DERIVED):
        for line in sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows[table]):
            digest.update(f"{table}\t{line}\n".encode())
    return digest.hexdigest()[:16]


@pytest.mark.parametrize("chosen", [VALUES, VALUES[:11], (1, True), (1, 1.0), (0.0, -0.0), (None,), ([],), ("%",)])
def test_rows_are_written_as_json_writes_them(chosen: tuple[object, ...]) -> None:
    chance = random.Random(2031)
    names = sorted(["a", "b", "key", "per%cent"])
    for size in (1, 2, 3, 50):
        for _ in range(50):
            rows = [tuple(chance.choice(chosen) for _ in names) for _ in range(size)]
            expected = [
                json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, sort_keys=True) for row in rows
            ]
            assert list(lines(names, Batch(zip(*rows, strict=True)))) == expected
            kept = [
                json.dumps({name: value for name, value in zip(names, row, strict=True) if value is not None},
                           ensure_ascii=False, sort_keys=True)
                for row in rows
            ]  # fmt: skip
            assert list(lines(names, Batch(zip(*rows, strict=True)), nulls=False)) == kept


def test_a_value_that_is_no_number_is_told_apart() -> None:
    assert Batch([(math.nan, math.nan), (1, 1)]).same == [False, True]
    assert Batch([(1, True), ("a", "a")]).same == [False, True]


def test_json_that_is_written_is_taken_as_it_is() -> None:
    batch = Batch([(Ready('{"b": 1}'), Ready("[%s]"))])
    assert list(lines(["a"], batch)) == ['{"a": {"b": 1}}', '{"a": [%s]}']


@pytest.mark.parametrize("run", [1, 100, 4000, 2**20])
def test_lines_are_sorted_outside_of_memory(monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    monkeypatch.setattr(runs, "RUN", run)
    monkeypatch.setattr(runs, "LEAST", 64)
    chance = random.Random(run)
    groups = {
        name: [chance.randbytes(chance.randrange(200)).replace(b"\n", b"") for _ in range(count)]
        for name, count in (("b", 300), ("a", 1), ("c", 700))
    }
    groups["c"] += groups["c"][:50]
    with Runs() as sorting:
        for name, lines in groups.items():
            for start in range(0, len(lines), 7):
                sorting.add(name, lines[start : start + 7])
            sorting.finish(name)
        assert sorting.groups() == sorted(groups)
        for name, lines in groups.items():
            assert [line for some in sorting.merged(name) for line in some] == sorted(lines)


@pytest.mark.parametrize("run", [1000, runs.RUN])
def test_the_version_is_what_it_was(monkeypatch: pytest.MonkeyPatch, rows: Rows, run: int) -> None:
    monkeypatch.setattr(runs, "RUN", run)
    assert version_of(rows) == plainly(rows)
    assert version_of({name: group[::-1] for name, group in reversed(rows.items())}) == plainly(rows)
    streams = plenty(range(2000))
    assert version_of(streams) == plainly(small(streams)) != plainly(plenty(range(2001)))


def test_a_row_that_is_none_of_its_table_is_refused(rows: Rows) -> None:
    row = rows["series"][0]
    with pytest.raises(ValueError, match=r"^series: .*missing: \['name_en'\], unknown: none"):
        version_of({"series": [row, {name: value for name, value in row.items() if name != "name_en"}]})
    with pytest.raises(ValueError, match=r"^series: .*missing: none, unknown: \['colour'\]"):
        version_of({"series": [row, row | {"colour": "red"}]})
    with pytest.raises(ValueError, match=r"^serie: no table that is loaded; allowed: activity, "):
        version_of({"serie": [row]})


def test_a_batch_is_one_statement_of_sqlite() -> None:
    assert max(len(table.columns) for table in LOADED.values()) * SIZE <= 32_766
