"""Table Schemas (Data Package 2.0) of the collections' tables, from their columns, models and tables."""

from collections.abc import Iterator
from typing import Any

from app.kit.formats.columns import RELEASE, Flat, columns_of
from app.kit.resource import Resource

Described = dict[str, Any]
"""A part of a description, as JSON values."""


def schema_of(resource: Resource, resources: tuple[Resource, ...]) -> Described:
    """Return the Table Schema of a collection's table; `resources` are those whose tables stand beside it."""
    columns = columns_of(resource.schema, None, ())
    model = resource.schema.model_json_schema(mode="serialization")
    return {
        "fields": [_field(column, model) for column in columns],
        "primaryKey": ["id"],
        "foreignKeys": list(_foreign_keys(resource, columns, resources)),
        "missingValues": [""],
    }


def _field(column: Flat, model: Described) -> Described:
    constraints: Described = {"required": True} if column.name == RELEASE else {}
    about = column.about
    if not (column.joined or column.nested or column.name == RELEASE):
        found, stated = _reach(model, column.path)
        constraints |= {"required": True} if stated else {}
        constraints |= {"unique": True} if column.name == "id" else {}
        constraints |= {"enum": found["enum"]} if "enum" in found else {}
        about = about or found.get("description", "")
    told = {"description": about, "constraints": constraints}
    return {"name": column.name, "type": column.type, **{name: value for name, value in told.items() if value}}


def _reach(model: Described, path: tuple[str, ...]) -> tuple[Described, bool]:
    """Return the JSON Schema of what stands at a path in a model, and whether it is never null."""
    found, stated = model, True
    for name in path:
        found = found["properties"][name]
        options = [option for option in found.get("anyOf", [found]) if option != {"type": "null"}]
        stated = stated and len(options) == len(found.get("anyOf", [found]))
        found = options[0]
        if "$ref" in found:
            found = model["$defs"][found["$ref"].rpartition("/")[2]]
    return found, stated


def _foreign_keys(
    resource: Resource, columns: tuple[Flat, ...], resources: tuple[Resource, ...]
) -> Iterator[Described]:
    """Yield the keys of the database that two tables show both ends of."""
    shown = {column.name for column in columns if column.path == (column.name,) and not column.joined}
    tables = [other.entity.__table__ for other in resources]
    # A table that two collections share has no collection in which every one of its rows is found.
    found = {table: other.name for table, other in zip(tables, resources, strict=True) if tables.count(table) == 1}
    for key in sorted(resource.entity.__table__.foreign_keys, key=lambda key: str(key.parent.name)):
        if key.parent.name in shown and key.column.table in found and key.column.name == "id":
            reference = {"resource": found[key.column.table], "fields": ["id"]}
            yield {"fields": [key.parent.name], "reference": reference}
