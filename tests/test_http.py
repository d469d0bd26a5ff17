"""HTTP as every declared resource speaks it: HEAD, conditional requests, methods, links."""

from urllib.parse import parse_qsl, urlsplit

import sqlalchemy as sa

from app.kit.resource import Resource
from app.models import Release
from app.resources import RESOURCES
from tests.asking import each
from tests.served import Served


@each
def test_next_is_a_path_that_keeps_every_parameter(served: Served, resource: Resource) -> None:
    asked = f"/v1/{resource.name}?limit=1&fields=id&sort=-id&year_to=2024"
    response = served.get(asked, host="evil.example")
    following = response.json()["next"]
    assert following is not None
    parts = urlsplit(following)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", f"/v1/{resource.name}")
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] != "cursor"]
    assert kept == sorted(parse_qsl(urlsplit(asked).query)), "in one order, however it was asked"
    assert response.headers["link"].startswith(f'<{following}>; rel="next", ')


@each
def test_head_is_get_without_a_body(served: Served, resource: Resource) -> None:
    for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{resource.example}", f"/v1/{resource.name}?nope=1"):
        got, head = served.get(path), served.client.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        if got.status_code == 200:
            for name in ("content-type", "content-length", "etag", "x-dataset-version", "vary"):
                assert head.headers[name] == got.headers[name]


@each
def test_an_answer_that_the_client_has_is_304(served: Served, resource: Resource) -> None:
    for path in (f"/v1/{resource.name}", f"/v1/{resource.name}/{resource.example}"):
        first = served.get(path)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        assert first.headers["vary"] == "Accept, Accept-Encoding"
        for value in (tag, f"W/{tag}", f'"other", {tag}', "*", f'{tag}, "x"'):
            again = served.get(path, if_none_match=value)
            assert (again.status_code, again.content) == (304, b""), value
            assert again.headers["etag"] == tag
            assert again.headers["x-dataset-version"] == first.headers["x-dataset-version"]
        for value in ('"other"', "garbage", tag.strip('"'), ", ".join(f'"{n}"' for n in range(2000))):
            assert served.get(path, if_none_match=value).status_code == 200, value
        assert served.get(f"{path}?fields=id").headers["etag"] != tag


@each
def test_only_get_and_head_are_answered(served: Served, resource: Resource) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        response = served.client.request(method, f"/v1/{resource.name}")
        assert response.status_code == 405, method
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"
        assert response.headers["content-type"] == "application/problem+json"


def test_every_answer_tells_the_release(served: Served) -> None:
    with served.engine.connect() as connection:
        versions = sa.select(Release.__table__.c.version).order_by(sa.desc("sequence"))  # type: ignore[attr-defined]
        version = connection.scalars(versions).first()
    for path in ("/v1", *(f"/v1/{resource.name}" for resource in RESOURCES)):
        assert served.get(path).headers["x-dataset-version"] == version
