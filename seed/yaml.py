"""A strict subset of YAML: maps, lists and strings, each with its place; nothing is typed behind the writer's back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from seed.problem import Mark, Refused

DEEPEST = 8
"""Levels of maps and lists that a data file may have; it needs six."""

BARE = re.compile(r"[a-z0-9_.~-]+")


@dataclass(frozen=True)
class Text:
    """One string."""

    mark: Mark
    value: str


@dataclass(frozen=True)
class Items:
    """One list."""

    mark: Mark
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Map:
    """One map; its keys are unique, `marks` are theirs."""

    mark: Mark
    nodes: dict[str, "Node"]
    marks: dict[str, Mark]


Node = Text | Items | Map


def read(content: str, name: str) -> Map:
    """Read one file into nodes.

    Raises Refused for what is not YAML, and for anchors, aliases, tags, duplicate keys, empty values, several
    documents, and strings in any style but double quotes or bare `[a-z0-9_.~-]+`.
    """
    try:
        depth = 0
        for event in yaml.parse(content, Loader=yaml.BaseLoader):
            _plain(event, name)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise Refused([f"{_mark(event.start_mark, name)}: nested too deep; {DEEPEST} levels are enough"])
        root = yaml.compose(content, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        where = _mark(error.problem_mark, name)
        raise Refused([f"{where}: not readable as YAML: {error.problem}"]) from error
    except yaml.reader.ReaderError as error:
        raise Refused([f"{name}: a character that YAML does not allow at position {error.position}"]) from error
    node = _node(root, name) if root is not None else None
    if not isinstance(node, Map):
        raise Refused([f"{Mark(name, 1, 1)}: a data file is a map of sections"])
    return node


def _mark(mark: Any, name: str) -> Mark:
    return Mark(name, mark.line + 1, mark.column + 1) if mark else Mark(name, 1, 1)


def _plain(event: yaml.Event, name: str) -> None:
    where = _mark(event.start_mark, name)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Refused([f"{where}: anchors and aliases are not allowed; write the value out"])
    if getattr(event, "tag", None):
        raise Refused([f"{where}: tags are not allowed; every value is a string"])
    if (
        isinstance(event, yaml.ScalarEvent)
        and event.style != '"'
        and not (event.style is None and BARE.fullmatch(event.value))
    ):
        style = "write strings in double quotes, unless they are of [a-z0-9_.~-] only"
        raise Refused([f"{where}: {style}; an empty value is not allowed"])


def _node(node: yaml.Node, name: str) -> Node:
    where = _mark(node.start_mark, name)
    if isinstance(node, yaml.ScalarNode):
        if not node.value.strip():
            raise Refused([f"{where}: an empty value is not allowed; leave the key out if nothing is stated"])
        return Text(where, node.value)
    if not node.value:
        raise Refused([f"{where}: an empty list or map is not allowed; leave the key out"])
    if isinstance(node, yaml.SequenceNode):
        return Items(where, tuple(_node(child, name) for child in node.value))
    return _map(where, list(_pairs(node, name)))


def _pairs(node: yaml.Node, name: str) -> Iterator[tuple[Text, Node]]:
    for key, value in node.value:
        read_key = _node(key, name)
        if not isinstance(read_key, Text):
            raise Refused([f"{read_key.mark}: a key is a string"])
        yield read_key, _node(value, name)


def _map(where: Mark, pairs: list[tuple[Text, Node]]) -> Map:
    marks: dict[str, Mark] = {}
    for key, _ in pairs:
        if key.value in marks:
            raise Refused([f"{key.mark}: the key {key.value} stands twice, first at {marks[key.value]}"])
        marks[key.value] = key.mark
    return Map(where, {key.value: value for key, value in pairs}, marks)
