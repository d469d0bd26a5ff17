"""Publishes resources: a list and an item route for each, with their docs."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic_core import to_json
from starlette.requests import Request

from app.kit.include import attach, shown, tree_of
from app.kit.parameters import DEPTH, item_parameters, list_parameters
from app.kit.problems import ProblemError
from app.kit.question import Question, Written, following_of, path_id, walk_of
from app.kit.resource import Item, Resource, ordering
from app.kit.rows.cursor import Keys, Order, after, decode, encode, keys_of
from app.kit.rows.filters import Statement, asked_of, numbered
from app.kit.rows.prepared import Row, Values, padded
from app.kit.rows.snapshot import Snapshot

Model = TypeVar("Model", bound=BaseModel)

BATCH = 500
"""Rows that are shaped at once where a list is written whole."""


def questions_of(resource: Resource, folder: Path | None) -> tuple[Question, Question]:
    """Return what may be asked of a resource: a list of its rows, and one of them."""
    return list_of(resource, folder), item_of(resource, folder)


def list_of(resource: Resource, folder: Path | None) -> Question:
    """Return the question for a list of rows."""

    def listing(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
        items, total, cursor = page(snapshot, resource, asked, walk_of(request))
        return {"items": items, "total": total, "next": following_of(request, cursor)}

    def quick(request: Request, snapshot: Snapshot, asked: Any) -> Written:
        rows, total, cursor = _rows(snapshot, resource, asked, walk_of(request), only_keys=True)
        items = b",".join(written(snapshot, resource, [row.id for row in rows]))
        following = following_of(request, cursor)
        return Written(b'{"items":[%b],"total":%d,"next":%b}' % (items, total, to_json(following)), following)

    def batches(request: Request, snapshot: Snapshot, asked: Any) -> Iterator[list[dict[str, Any]]]:
        order = resource.order(asked.sort or resource.default_sort)
        columns = [column for column, _ in order]
        keys = decode(asked.cursor, snapshot.release, walk_of(request), columns) if asked.cursor else None
        for rows in snapshot.batches(ordered(resource, asked, order, keys), BATCH):
            yield _shown(snapshot, resource, rows, asked)

    return Question(
        path=f"/{resource.name}",
        operation=f"list_{resource.name.replace('-', '_')}",
        run=listing,
        asked=list_parameters(resource, folder),
        answer=page_model(full_model(resource, folder)),
        tag=resource.name,
        summary=f"List {resource.name}",
        description=resource.about.strip(),
        statuses=(410,),
        batches=batches,
        quick=quick,
    )


def item_of(resource: Resource, folder: Path | None) -> Question:
    """Return the question for one row."""

    def item(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
        bound = {"asked_id_0": request.path_params["id"]}
        rows = snapshot.fetch((resource, "items", 1), lambda: _known(resource, bound), bound)
        if not rows:
            raise _unknown(resource)
        return _shown(snapshot, resource, rows, asked)[0]

    def quick(request: Request, snapshot: Snapshot, asked: Any) -> Written:
        found = written(snapshot, resource, [request.path_params["id"]])
        if not found:
            raise _unknown(resource)
        return Written(found[0], None)

    return Question(
        path=f"/{resource.name}/{{id}}",
        operation=f"get_{resource.name.replace('-', '_')}",
        run=item,
        asked=item_parameters(resource, folder),
        answer=full_model(resource, folder),
        tag=resource.name,
        summary=f"Get one of the {resource.name}",
        description=resource.about.strip(),
        path_parameters=(path_id(f"Id of one of the {resource.name}.", resource.example),),
        statuses=(404,),
        quick=quick,
    )


def _unknown(resource: Resource) -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, f"no such id among {resource.name}")


def page(snapshot: Snapshot, resource: Resource, asked: Any, walk: str) -> tuple[list[Item], int, str | None]:
    """Return the items of a page, the exact number of all, and the cursor of the next page if there is one."""
    rows, total, cursor = _rows(snapshot, resource, asked, walk)
    return _shown(snapshot, resource, rows, asked), total, cursor


def _rows(
    snapshot: Snapshot, resource: Resource, asked: Any, walk: str, *, only_keys: bool = False
) -> tuple[list[Row], int, str | None]:
    """Return the rows of a page, or only what they are sorted by, the number of all, and the cursor of the next page.

    The id is always among what rows are sorted by.
    """
    order = resource.order(asked.sort or resource.default_sort)
    columns = [column for column, _ in order]
    keys = decode(asked.cursor, snapshot.release, walk, columns) if asked.cursor else None
    values = asked_of(asked)

    def wanted() -> Statement:
        statement = ordered(resource, asked, order, keys).limit(sa.bindparam("asked_most", 1))
        return statement.with_only_columns(*columns) if only_keys else statement

    total = _total(snapshot, resource, asked, values)
    shape = (asked.sort and tuple(asked.sort), keys and tuple(key is None for key in keys), only_keys)
    known = {**values, **keys_of(keys or ()), "asked_most": asked.limit + 1}
    rows = snapshot.fetch((resource, *values, *shape), wanted, known)
    kept = rows[: asked.limit]
    if len(rows) == len(kept):
        return kept, total, None
    return kept, total, encode(snapshot.release, walk, [getattr(kept[-1], column.key) for column in columns])


def _total(snapshot: Snapshot, resource: Resource, asked: Any, values: Values) -> int:
    """Return how many rows pass; what is asked of one column of numbers is told by how many have each of its values."""
    if (one := numbered(asked)) is not None:
        where, spans = one

        def grouped() -> Statement:
            return resource.rows.with_only_columns(where.column, sa.func.count()).group_by(where.column)

        if (counts := snapshot.counts((resource, where.number), grouped)) is not None:
            return counts.within(spans)
    return snapshot.total((resource, *values), lambda: matching_ids(resource, asked), values)


def written(snapshot: Snapshot, resource: Resource, ids: Sequence[str]) -> list[bytes]:
    """Return items as JSON, in the order of their ids; each is written once in a release, and kept while there is room.

    Ids that are not there are left out.
    """
    kept = snapshot.kept
    found = {one: item for one in ids if (item := kept.items.get((resource, one))) is not None}
    missing = [one for one in ids if one not in found]
    if missing:
        bound = {f"asked_id_{number}": one for number, one in enumerate(padded(missing))}
        rows = snapshot.fetch((resource, "items", len(bound)), lambda: _known(resource, bound), bound)
        for row, shown_row in zip(rows, resource.shape(snapshot, rows), strict=True):
            found[row.id] = kept.keep_item((resource, row.id), to_json(shown_row))
    return [found[one] for one in ids if one in found]


def _known(resource: Resource, bound: dict[str, Any]) -> Statement:
    ids: list[sa.BindParameter[Any]] = [sa.bindparam(name, one) for name, one in bound.items()]
    return resource.rows.where(resource.entity.id.in_(ids))


def matching_ids(resource: Resource, asked: Any) -> Statement:
    """Return the statement for the ids of the rows that pass."""
    return resource.matching(asked).with_only_columns(resource.entity.id)


def ordered(resource: Resource, asked: Any, order: Order, keys: Keys | None) -> Statement:
    """Return the statement for the rows that pass, in order, after `keys` if there are any."""
    statement = resource.matching(asked).order_by(*ordering(order))
    return statement if keys is None else statement.where(after(order, keys))


def _shown(snapshot: Snapshot, resource: Resource, rows: Any, asked: Any) -> list[Item]:
    items = [shown(item, asked.fields) for item in resource.shape(snapshot, rows)]
    attach(snapshot, resource.include, tree_of(getattr(asked, "include", None)), rows, items)
    return items


def full_model(resource: Resource, folder: Path | None, depth: int = DEPTH) -> type[BaseModel]:
    """Return the model of an item with what may be included, for the docs."""
    return _with_included(resource.schema, dict(resource.include), folder, depth)


def _with_included(
    schema: type[BaseModel], include: dict[str, Any], folder: Path | None, depth: int
) -> type[BaseModel]:
    offered = {name: child for name, child in include.items() if child.offered(folder)}
    if depth == 0 or not offered:
        return schema
    parts: dict[str, Any] = {}
    for name, child in offered.items():
        inner = _with_included(child.schema(), dict(child.children()), folder, depth - 1)
        parts[name] = (list[inner], Field(default_factory=list))  # type: ignore[valid-type]
    name = schema.__name__.removesuffix("Public")
    suffix = "" if depth == DEPTH else "Within"
    included = create_model(
        f"{name}Included{suffix}",
        __config__=ConfigDict(defer_build=True),
        __doc__="What `include=` asked for.",
        **parts,
    )
    return create_model(
        f"{name}{suffix or 'Item'}",
        __base__=schema,
        __doc__=schema.__doc__,
        included=(included, Field(description="Only there if `include=` asked for something.")),
    )


def page_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return the envelope of a list."""
    return create_model(
        f"{model.__name__}Page",
        __config__=ConfigDict(defer_build=True),
        __doc__="One page of a list.",
        items=(list[model], Field(description="The items.")),  # type: ignore[valid-type]
        total=(int, Field(ge=0, description="How many items pass the filters, exactly.")),
        next=(str | None, Field(description="The next page, path-absolute; null on the last.")),
    )
