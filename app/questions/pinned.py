"""Pinned facts: what a citation links to, a fact exactly as it was in the release cited."""

from enum import StrEnum
from http import HTTPStatus
from typing import Any, ClassVar

from pydantic import ConfigDict, Field
from sqlmodel import col, select
from starlette.requests import Request

from app.kit.formats.linked import Linked
from app.kit.parameters import Nothing
from app.kit.problems import ProblemError
from app.kit.question import Question, path_id
from app.kit.rows.snapshot import Snapshot
from app.models import Revision
from app.models.revision import change_of
from app.models.words import Recorded
from app.questions.past import EXAMPLE, Told, tell
from app.questions.releases import TAG, release_in_path, version_in_path
from app.resources.facts import FactPublic
from app.resources.linked.context import CONTEXT
from app.resources.linked.facts import PINNED as SAYS
from app.resources.linked.facts import types


class Became(StrEnum):
    """What has become of a fact since it was cited."""

    SAME = "same"
    CHANGED = "changed"
    RE_RANKED = "re_ranked"
    WITHDRAWN = "withdrawn"


class PinnedFact(FactPublic):
    """A fact as one release stated it."""

    # Nothing takes keys from it, so all are promised.
    model_config = ConfigDict(json_schema_extra=lambda schema: schema.update(required=list(schema["properties"])))
    linked: ClassVar[Linked] = Linked(
        CONTEXT, lambda item: f"/v1/releases/{item['release']}/facts/{item['id']}", types, SAYS
    )

    release: str = Field(description="Version of the release that states it so.", examples=[EXAMPLE])
    current: Became = Field(
        description="What it is today: the same, changed, only ranked differently, or withdrawn; see `/v1/facts/{id}`."
    )


def _get(request: Request, snapshot: Snapshot, _: Any) -> dict[str, Any]:
    release = release_in_path(request, snapshot)
    name = request.path_params["id"]
    held = Revision.held_at(release.sequence)
    rows = snapshot.rows(
        select(Revision, held.label("cited"))
        .where(col(Revision.kind) == Recorded.FACT, col(Revision.thing) == name)
        .where(held | col(Revision.until_sequence).is_(None))
    )
    cited = next((row for row in rows if row.cited), None)
    if cited is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "this release holds no fact of that id")
    today = next((row.content for row in rows if row.until_sequence is None), None)
    (shown,) = tell(snapshot, [Told(name, cited.content, release)])
    became = Became(change_of(cited.content, today) or Became.SAME)
    return PinnedFact(**dict(shown), release=release.version, current=became).model_dump(mode="json")


PINNED = Question(
    path="/releases/{version}/facts/{id}",
    operation="get_fact_of_release",
    run=_get,
    asked=Nothing,
    answer=PinnedFact,
    tag=TAG,
    summary="Get a fact as it was cited",
    description="The link of each citation: value, evidence and citation as that release had them, and whether the "
    "fact still stands.",
    path_parameters=(version_in_path(), path_id("Id of a fact.", "wuzhen-2023.guests")),
    statuses=(404,),
)
