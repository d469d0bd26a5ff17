"""Table Schemas (Data Package 2.0) of the collections' tables, from their columns, models and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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
    if column.name == RELEASE or column.proof is not None:
        part = _Part(stated=column.name == RELEASE)
    else:
        part = _Part.at(model, column.path)
    constraints: Described = {}
    if not (column.joined or column.nested):
        constraints |= {"required": True} if part.stated else {}
        constraints |= {"unique": True} if column.name == "id" else {}
        constraints |= {"enum": part.schema["enum"]} if "enum" in part.schema else {}
    told = {"description": column.about or part.about, "constraints": constraints}
    return {"name": column.name, "type": column.type, **{name: value for name, value in told.items() if value}}


@dataclass(frozen=True)
class _Part:
    """What stands at a path in a model: its JSON Schema, whether it is never null, and the last that is said of it."""

    schema: Described = field(default_factory=dict)
    stated: bool = True
    about: str = ""

    @classmethod
    def at(cls, model: Described, path: tuple[str, ...]) -> "_Part":
        found, stated, about = model, True, ""
        for name in path:
            part = found["properties"][name]
            options = part.get("anyOf", [part])
            stated = stated and {"type": "null"} not in options
            found = next(option for option in options if option != {"type": "null"})
            found = found.get("items", found)
            if "$ref" in found:
                found = model["$defs"][found["$ref"].rpartition("/")[2]]
            about = part.get("description") or found.get("description") or about
        return cls(found, stated, about)


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
