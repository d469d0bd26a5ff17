"""Calls every operation of openapi-generator's Python client with every example, and walks lists; prints what is lost.

Arguments: the address of a server, and the file of the description.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import summit_facts
from summit_facts import ApiClient, Configuration

READ_AS_THEY_COME = ("format", "excel")
"""Parameters that ask for another format than JSON."""

BODIES: list[dict[str, Any]] = [
    {"verify_request": {"text": "Over 1,800 guests in 2023."}},
    {"verify_request": {"claims": [{"property": "guests", "year": 2023, "number": 1800, "bound": "more_than"}]}},
]
"""What is posted to `/v1/verify`, which alone takes a body."""

Call = tuple[str, Any, dict[str, Any]]


def calls(client: ApiClient, document: dict[str, Any]) -> Iterator[Call]:
    """Yield every function with its operation, and arguments: what is needed, then each other example as well."""
    for item in document["paths"].values():
        for operation in item.values():
            tag = "".join(word.title() for word in operation["tags"][0].split("-"))
            function = getattr(getattr(summit_facts, f"{tag}Api")(client), f"{operation['operationId']}_with_http_info")
            parameters = operation.get("parameters", [])
            needed = {one["name"]: one["example"] for one in parameters if one["required"]}
            more = [
                {one["name"]: one["x-example"]}
                for one in parameters
                if "x-example" in one and one["name"] not in READ_AS_THEY_COME
            ]
            bodies = BODIES if "requestBody" in operation else []
            for extra in [*bodies, *([] if bodies else [{}]), *more]:
                yield operation["operationId"], function, named(function, needed | extra)


def named(function: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return arguments as Python writes them: `var_property` for `property`."""
    known = inspect.signature(function).parameters
    return {name if name in known else f"var_{name}": value for name, value in given.items()}


def plain(value: Any) -> Any:
    """Return what was read as JSON."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, Enum):
        return value.value
    return plain(value.to_dict()) if hasattr(value, "to_dict") else value


def lost(read: Any, sent: Any) -> bool:
    """Tell whether what was read is not what was sent; keys that `fields=` left out are None."""
    if isinstance(sent, dict) and isinstance(read, dict):
        beyond = any(read[key] is not None for key in read.keys() - sent.keys())
        return beyond or not sent.keys() <= read.keys() or any(lost(read[key], sent[key]) for key in sent)
    if isinstance(sent, list) and isinstance(read, list):
        return len(read) != len(sent) or any(map(lost, read, sent))
    return bool(type(read) is not type(sent) or read != sent)


def walked(function: Any, given: dict[str, Any]) -> Iterator[Any]:
    """Yield every page."""
    while True:
        page = function(**given).data
        yield page
        if page.next is None:
            return
        given = given | {"cursor": parse_qs(urlsplit(page.next).query)["cursor"][0]}


def fault(name: str, function: Any, given: dict[str, Any]) -> str | None:
    """Return what is wrong with a call, if anything is."""
    answer = function(**given)
    media_type = answer.headers["content-type"].partition(";")[0]
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    if media_type == "application/json" or media_type.endswith("+json"):
        return "is read with a loss" if lost(plain(answer.data), json.loads(answer.raw_data)) else None
    read = answer.data.encode() if isinstance(answer.data, str) else bytes(answer.data)
    return None if read == answer.raw_data else f"{media_type} is read with a loss"


def main(base: str, file: str) -> None:
    """Print the number of calls, then a line for each that fails."""
    document = json.loads(Path(file).read_text(encoding="utf-8"))
    found, number, pages = [], 0, 0
    with ApiClient(Configuration(host=base)) as client:
        for name, function, given in calls(client, document):
            number += 1
            try:
                wrong = fault(name, function, given)
                if "cursor" in inspect.signature(function).parameters and "limit" in given:
                    some = {"document": ["wipo-2023"]} if name == "list_facts" else {}
                    whole = [item for page in walked(function, given | some | {"limit": 100}) for item in page.items]
                    parts = list(walked(function, given | some | {"limit": max(1, len(whole) // 3)}))
                    pages += len(parts)
                    if [item for page in parts for item in page.items] != whole:
                        wrong = "is walked with a loss"
            except Exception as error:  # noqa: BLE001  (whatever generated code raises)
                wrong = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            if wrong:
                found.append(f"{name} {given}: {wrong}")
    print(number, "calls,", pages, "pages")
    print(*found, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
