"""Where the tools ask: the questions and resources of the REST API, over one state of the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.requests import Request

from app.kit.query import read
from app.kit.question import Question
from app.kit.resource import Item, Resource
from app.kit.rows.snapshot import Snapshot
from app.models.words import Language
from app.resources.facts import FactPublic, facts

NAMES = {"query": "q", "years": "year", "properties": "property", "subjects": "subject"}
"""Arguments of tools that the REST API calls otherwise."""

OWN = {"language", "skip"}
"""Arguments that no question has."""


@dataclass(frozen=True)
class Desk:
    """One state of the data, and the language in which answers are worded."""

    snapshot: Snapshot
    language: Language

    def ask(self, question: Question, asked: BaseModel | None = None, **more: Any) -> dict[str, Any]:
        """Return what the REST API answers to a question with the arguments of a tool. Raises ProblemError."""
        own = asked.model_dump(mode="json", exclude_none=True, exclude=OWN) if asked else {}
        pairs = [
            (NAMES.get(name, name), str(value))
            for name, values in (own | more).items()
            for value in (values if isinstance(values, list) else [values])
        ]
        path = f"/v1{question.path}"
        scope = {"type": "http", "method": "GET", "path": path, "query_string": urlencode(pairs).encode()}
        return question.run(Request(scope | {"headers": []}), self.snapshot, read(question.asked, pairs))

    def items(self, resource: Resource, ids: Iterable[str]) -> list[Item]:
        """Return items of a resource by their ids, as its list shows them."""
        rows = self.snapshot.rows(resource.rows.where(resource.entity.id.in_(sorted(set(ids)))))
        return resource.shape(self.snapshot, rows)

    def facts(self, ids: Iterable[str]) -> dict[str, FactPublic]:
        """Return facts by their ids."""
        return {one["id"]: FactPublic.model_validate(one) for one in self.items(facts, ids)}

    def say(self, both: Any) -> str:
        """Return the text of this language out of one in both, which may be an object or its JSON."""
        found = both[self.language] if isinstance(both, dict) else getattr(both, self.language)
        return str(found)

    @property
    def link(self) -> str:
        """What the pinned link of a fact begins with."""
        return f"{self.snapshot.base}/v1/releases/{self.snapshot.release}/facts/"
