"""Flat columns for items that are nested: what a table of them has, the same for every page of a list.

- A key within a key is a column of its own, named by its path: `name.en`.
- A list of single values is one text, `|` between its values; a `|` or backslash within one stands after a backslash.
- A list of flat objects whose keys are never null is a column of such texts for each key: `evidence.document`.
- Any other list or object is JSON.
- A value that declares its proof has columns for what it shows of it.
- A model that declares `unfolds`, the name of one of its lists, has a row for each element of that list.

An empty cell means null (not stated), or a list without values.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from types import UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import to_json

from app.kit.formats.listing import Item
from app.kit.formats.proof import Proof, Proofs

Cell = str | int | float | bool | None
Part = TypeVar("Part")

INCLUDED = "included"
RELEASE = "release"
SERVED = "served_release"
"""The last column, which says which release the table is of; the second name where an item has a `release` itself."""

TYPES: dict[Any, str] = {bool: "boolean", int: "integer", float: "number"}
"""Types of Table Schema for plain values; any other is a text."""


@dataclass(frozen=True)
class Flat:
    """One column: its name, how to reach its value, and its type in the words of Table Schema.

    `joined` columns hold several values, those `of_each` one of each object of a list, and `nested` ones JSON; `proof`
    tells of which proof a column shows the last step of `path`.
    """

    name: str
    path: tuple[str, ...]
    type: str
    about: str
    joined: bool = False
    of_each: bool = False
    nested: bool = False
    proof: Proof | None = None


def columns_of(model: type[BaseModel], fields: Sequence[str] | None, included: Sequence[str]) -> tuple[Flat, ...]:
    """Return the columns of a table of items: those of `fields` and the id, or all; the last is the release."""
    kept = {"id", *fields} if fields else None
    shown = {name: field for name, field in model.model_fields.items() if name != INCLUDED}
    unfolds = getattr(model, "unfolds", None)
    columns = [
        column
        for name, field in shown.items()
        if kept is None or name in kept
        for column in _columns((name,), field.annotation, field.description or "", unfold=name == unfolds)
    ]
    columns += [
        Flat(f"{INCLUDED}.{name}", (INCLUDED, name), "string", "Rows that belong to this one, as JSON.", nested=True)
        for name in included
    ]
    name = SERVED if RELEASE in model.model_fields else RELEASE
    return (*columns, Flat(name, (name,), "string", "Version of the release that says so."))


def _columns(path: tuple[str, ...], annotation: Any, about: str, *, unfold: bool = False) -> Iterator[Flat]:
    kind, inner = _plain(annotation)
    if unfold:
        kind, inner = inner, None
    name = ".".join(path)
    if _is_model(kind):
        yield from _within(path, kind)
    elif kind is list and not _is_model(inner) and _plain(inner)[0] not in {list, dict}:
        yield Flat(name, path, "string", about, joined=True)
    elif kind is list and _is_model(inner) and _is_flat(inner):
        for column in _within(path, inner):
            yield Flat(column.name, column.path, "string", column.about, joined=True, of_each=True)
    elif kind in {list, dict}:
        yield Flat(name, path, "string", about, nested=True)
    else:
        yield Flat(name, path, TYPES.get(kind, "string"), about)


def _within(path: tuple[str, ...], model: Any) -> Iterator[Flat]:
    for name, field in model.model_fields.items():
        yield from _columns((*path, name), field.annotation, field.description or "")
    proof: Proof | None = getattr(model, "proof", None)
    for name in proof.shown if proof else ():
        about = f"The {name} of each piece that proves it."
        yield Flat(".".join((*path, name)), (*path, name), "string", about, joined=True, proof=proof)


def _plain(annotation: Any) -> tuple[Any, Any]:
    """Return what an annotation is without null and marks, and of what it is a list."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        options = [_plain(option) for option in get_args(annotation) if option is not type(None)]
        return (float, None) if {kind for kind, _ in options} == {int, float} else options[0]
    if origin in {list, dict}:
        return origin, get_args(annotation)[0]
    return annotation, None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_flat(model: Any) -> bool:
    fields = [field.annotation for field in model.model_fields.values()]
    return not any(
        type(None) in get_args(one) or _plain(one)[0] in {list, dict} or _is_model(_plain(one)[0]) for one in fields
    )


def unfolded(model: type[BaseModel], items: Sequence[Item]) -> Sequence[Item]:
    """Return one item for each element of the list that the model unfolds, if it does."""
    name = getattr(model, "unfolds", None)
    if name is None:
        return items
    return [{**item, name: element} for item in items for element in item[name] or [None]]


def keys_of(columns: Sequence[Flat], items: Sequence[Item]) -> dict[Proof, set[Any]]:
    """Return the keys whose proofs a table of the items shows."""
    keys: dict[Proof, set[Any]] = {}
    for proof, path in {(column.proof, column.path[:-1]) for column in columns if column.proof is not None}:
        found = keys.setdefault(proof, set())
        reached = _reached(path)
        found.update(one[proof.key] for item in items if (one := reached(item)) is not None)
    return keys


def _reached(path: tuple[str, ...]) -> Callable[[Item], Any]:
    """Return what goes a path into an item, and into each object of a list; null where a key on it is."""
    first, rest = path[0], path[1:]
    if not rest:
        return itemgetter(first)
    further = _reached(rest)
    return lambda item: (
        None if (one := item[first]) is None else [*map(further, one)] if isinstance(one, list) else further(one)
    )


class Writing(NamedTuple, Generic[Part]):
    """How rows are written: `cell` writes one cell, `joined` puts together what neighbouring cells gave."""

    cell: Callable[[Cell], Part]
    joined: Callable[[Iterable[Part]], Part]


def reader_of(
    columns: Sequence[Flat], proofs: dict[Proof, Proofs], writing: Writing[Part], depth: int = 0
) -> Callable[[Any], Part]:
    """Return what writes all cells of an item whose proofs are among these.

    What is below `depth` keys takes an object there, so that a null in its place is looked at once for all its cells.
    """
    readers = [
        _reader(place, list(group), proofs, writing, depth)
        for place, group in groupby(columns, lambda column: _place(column, depth))
    ]
    joined = writing.joined
    return readers[0] if len(readers) == 1 else lambda item: joined([read(item) for read in readers])


def _place(column: Flat, depth: int) -> tuple[str, str]:
    """Return how a column is read at a depth, and the key under which an object is to be entered."""
    if len(column.path) > depth + 1 and not column.of_each:
        return "object", column.path[depth]
    return ("one", column.name) if column.proof is not None or column.joined or column.nested else ("plain", "")


def _reader(
    place: tuple[str, str], columns: list[Flat], proofs: dict[Proof, Proofs], writing: Writing[Part], depth: int
) -> Callable[[Any], Part]:
    (kind, name), column, cell, joined = place, columns[0], writing.cell, writing.joined
    nothing = joined([cell(None)] * len(columns))
    if kind == "object":
        inner = reader_of(columns, proofs, writing, depth + 1)
        return lambda item: nothing if (one := item[name]) is None else inner(one)
    if column.proof is not None:
        key, found, shown = column.proof.key, proofs[column.proof], column.path[depth]
        return lambda item: cell(_joined(found[item[key]][shown]))
    if kind == "one":
        reached = _reached(column.path[depth:])
        text = _joined if column.joined else lambda value: to_json(value).decode()
        return lambda item: nothing if (value := reached(item)) is None else cell(text(value))
    taken = itemgetter(*(one.path[depth] for one in columns))
    return (lambda item: joined(map(cell, taken(item)))) if len(columns) > 1 else (lambda item: cell(taken(item)))


def _joined(values: Sequence[Any]) -> str:
    return "|".join([str(value).replace("\\", "\\\\").replace("|", "\\|") for value in values])
