"""Releases: what each seeded state of the data is called, when it was released, and what it changed."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field, create_model
from sqlmodel import col
from starlette.requests import Request

from app.kit.parameters import PAGED, Nothing
from app.kit.problems import ProblemError
from app.kit.publish import page_model
from app.kit.question import Question, following_of, paged, path_id, walk_of
from app.kit.rows.cursor import decode, encode
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.models import Release
from app.questions.past import EXAMPLE, each_once, releases_of, state_of

TAG = "releases"


class Changes(BaseModel):
    """How many facts a release changed, against the release before it on this installation."""

    added: int
    changed: int
    re_ranked: int = Field(description="Only their rank among those that compete.")
    withdrawn: int


class ReleasePublic(BaseModel):
    """One state of the data."""

    id: str = Field(description="Its version: a hash of the content, the same on every machine.", examples=[EXAMPLE])
    sequence: int = Field(description="Its place among the releases of this installation.")
    released_on: str = Field(description="Day of the release.", examples=["2026-11-22"])
    local: bool = Field(description="Whether only this installation has it: an operator's own documents.")
    current: bool = Field(description="Whether it is the one being served.")
    facts: int = Field(description="How many facts it holds, deprecated ones included.")
    changes: Changes
    href: str = Field(examples=[f"/v1/releases/{EXAMPLE}"])

    @classmethod
    def of(cls, row: Row, snapshot: Snapshot, root: str = "") -> "ReleasePublic":
        """Return what is shown of a release; `root` is what its address begins with."""
        return cls(
            id=row.version,
            sequence=row.sequence,
            released_on=row.released_on,
            local=row.local,
            current=row.version == snapshot.release,
            facts=row.facts,
            changes=Changes.model_validate(row, from_attributes=True),
            href=f"{root}/v1/releases/{row.version}",
        )


def version_in_path() -> dict[str, Any]:
    """Describe the version that a path holds."""
    return path_id("Version of a release; `/v1/releases` lists them.", EXAMPLE) | {"name": "version"}


def release_in_path(request: Request, snapshot: Snapshot) -> Row:
    """Return the release that the path names. Raises ProblemError 404 if there is none."""
    found = releases_of(snapshot, request.path_params["version"])
    if found:
        return found[0]
    raise ProblemError(HTTPStatus.NOT_FOUND, "no such release; /v1/releases lists those that are known here")


def root_of(request: Request) -> str:
    """Return the path that the API is mounted at; nothing if it is not."""
    return str(request.scope.get("root_path", ""))


def _list(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    releases, state, walk = each_once(releases_of(snapshot)), state_of(snapshot), walk_of(request)
    rest = releases
    if asked.cursor is not None:
        (last,) = decode(asked.cursor, state, walk, [col(Release.sequence)])
        rest = [row for row in releases if row.sequence < last]
    shown = rest[: asked.limit]
    cursor = encode(state, walk, [shown[-1].sequence]) if len(rest) > asked.limit else None
    items = [ReleasePublic.of(row, snapshot, root_of(request)) for row in shown]
    return paged(items, len(releases), following_of(request, cursor))


def _get(request: Request, snapshot: Snapshot, _: Any) -> dict[str, Any]:
    release = release_in_path(request, snapshot)
    return ReleasePublic.of(release, snapshot, root_of(request)).model_dump(mode="json")


LIST = Question(
    path="/releases",
    operation="list_releases",
    run=_list,
    asked=create_model("ReleasesQuery", __base__=Nothing, **PAGED),
    answer=page_model(ReleasePublic),
    tag=TAG,
    summary="List releases",
    description="Every state of the data that can still be asked, newest first, with how many facts it changed.",
    statuses=(410,),
)
ONE = Question(
    path="/releases/{version}",
    operation="get_release",
    run=_get,
    asked=Nothing,
    answer=ReleasePublic,
    tag=TAG,
    summary="Get one release",
    description="When it was released and how many facts it changed; `/v1/changes` tells which.",
    path_parameters=(version_in_path(),),
    statuses=(404,),
)
