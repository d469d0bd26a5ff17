"""The description of the API, OpenAPI 3.1: what FastAPI knows of the routes, told the way a reader needs it."""

import inspect
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel

from app.kit.formats.route import Asking
from app.openapi.answers import share_answers
from app.openapi.examples import Examples, put_examples
from app.openapi.glossary import gloss
from app.openapi.names import rename
from app.openapi.words import share_words


def describe(app: FastAPI, models: tuple[type[BaseModel], ...], examples: Examples) -> dict[str, Any]:
    """Return the description of an application; `models` are those that routes refer to without declaring them."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.1",
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        servers=app.servers,
        contact=app.contact,
        license_info=app.license_info,
        separate_input_output_schemas=False,
    )
    for context in iter_route_contexts(app.routes):
        asking = getattr(context.endpoint, "__self__", None)
        if isinstance(asking, Asking):
            document["paths"][context.path]["get"]["parameters"] = asking.parameters
    for model in models:
        part = model.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= part.pop("$defs", {}) | {model.__name__: part}
    rename(document)
    share_words(document)
    gloss(document)
    share_answers(document)
    put_examples(document, examples)
    return _in_order(_clean(document))


VERBATIM = {"default", "enum", "example", "examples", "x-example"}
"""Keys whose values are data."""


def _clean(part: Any) -> Any:
    """Return texts without the indentation of the source, which Python 3.13 drops and 3.11 keeps."""
    if isinstance(part, list):
        return [_clean(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: value
        if key in VERBATIM
        else inspect.cleandoc(value)
        if key == "description" and isinstance(value, str)
        else _clean(value)
        for key, value in part.items()
    }


def _in_order(document: dict[str, Any]) -> dict[str, Any]:
    ordered = {name: document[name] for name in ("openapi", "info", "servers", "tags")}
    return ordered | {"security": [], "paths": document["paths"], "components": document["components"]}
