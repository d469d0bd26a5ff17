"""Content codings: what is agreed on, what is coded and how, each form with a strong ETag of its own."""

import gzip
import sys
from collections.abc import Callable
from itertools import combinations

import httpx
import pytest

from tests.routes import DESCRIBED, FILES, POSTED
from tests.served import Served

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

DECODERS: dict[str | None, Callable[[bytes], bytes]] = {"zstd": zstd.decompress, "gzip": gzip.decompress, None: bytes}

NEGOTIATED: list[tuple[str | None, str | None]] = [
    # RFC 9110 section 12.5.3: nothing is said; then nothing but identity; then what is listed.
    (None, None),
    ("", None),
    ("gzip", "gzip"),
    ("zstd", "zstd"),
    ("GZIP", "gzip"),
    ("x-gzip", "gzip"),
    ("br", None),
    ("deflate, br, compress", None),
    ("identity", None),
    # Equal weights are ours to decide; other weights are not.
    ("gzip, zstd", "zstd"),
    ("gzip, deflate, br, zstd", "zstd"),
    ("gzip;q=1.0, zstd;q=0.9", "gzip"),
    ("gzip;q=0.5, zstd;q=0.501", "zstd"),
    ("identity, gzip", "gzip"),
    ("identity;q=1, gzip;q=0.5", None),
    ("identity;q=0.5, gzip;q=0.4, zstd;q=0.3", None),
    ("gzip;q=0.001", "gzip"),
    ("gzip;q=0", None),
    ("zstd;q=0.000, gzip", "gzip"),
    # The asterisk stands for what is not listed.
    ("*", "zstd"),
    ("*;q=0.5, gzip", "gzip"),
    ("zstd;q=0, *", "gzip"),
    ("gzip;q=0.2, *;q=0.1", "gzip"),
    ("*;q=0, gzip", "gzip"),
    ("*;q=0, identity", None),
    ("identity;q=0, gzip", "gzip"),
    ("identity;q=0, *", "zstd"),
    # Blanks, empty members (section 5.6.1), and members that cannot be read, which are skipped.
    ("gzip ; q=0.5 ,, zstd\t;\tQ=0.4", "gzip"),
    ("zstd;q=2, gzip;q=0.1", "gzip"),
    ("zstd;q=0.1234, gzip;q=0.1", "gzip"),
    ("zstd;q=-1, zstd;level=3, z std, gzip;q=0.1", "gzip"),
    ("zstd;q=, gzip;q=.5", None),
    (";q=1, gz/ip", None),
]


def ask(served: Served, path: str, accepted: str | None, **headers: str) -> httpx.Response:
    """Ask with an Accept-Encoding, or with none; the body stays as it came."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = served.client.build_request("GET", path, headers=sent)
    del request.headers["accept-encoding"]
    if accepted is not None:
        request.headers["accept-encoding"] = accepted
    response = served.client.send(request, stream=True)
    response._content = b"".join(response.iter_raw())
    return response


@pytest.mark.parametrize(("accepted", "coding"), NEGOTIATED, ids=[str(accepted) for accepted, _ in NEGOTIATED])
def test_the_coding_is_the_one_liked_best(served: Served, accepted: str | None, coding: str | None) -> None:
    plain = ask(served, "/v1/speakers", None)
    response = ask(served, "/v1/speakers", accepted)
    assert response.status_code == 200
    assert response.headers.get("content-encoding") == coding
    assert DECODERS[coding](response.content) == plain.content
    assert response.headers["content-length"] == str(len(response.content))


def test_several_lines_are_one_list(served: Served) -> None:
    lines = [("accept-encoding", "zstd;q=0.1"), ("accept-encoding", "gzip;q=0.2")]
    assert served.client.get("/v1/speakers", headers=lines).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "gzip;q=0, *;q=0", "br, identity;q=0"])
def test_where_all_that_is_offered_is_refused_the_answer_says_what_is_offered(served: Served, accepted: str) -> None:
    for path in ("/v1/speakers", "/docs", "/healthz", "/nope"):
        response = ask(served, path, accepted)
        assert (response.status_code, response.headers["content-type"]) == (406, "application/problem+json")
        assert "zstd, gzip and identity" in response.json()["detail"]
        assert "content-encoding" not in response.headers
        assert "etag" not in response.headers
    posted = served.client.post("/v1/verify", json={"text": "20 sub-forums"}, headers={"accept-encoding": accepted})
    assert posted.status_code == 406
    assert served.client.options("/v1/speakers", headers={"accept-encoding": accepted}).status_code == 204


@pytest.mark.parametrize("path", [*DESCRIBED, *FILES])
def test_each_form_of_an_answer_is_a_representation_of_its_own(served: Served, path: str) -> None:
    # RFC 9110 section 8.8.3.3: a strong ETag changes with the coding; section 12.5.5: Vary says so.
    forms = {name: ask(served, path, name or "identity") for name in DECODERS}
    plain = forms[None]
    assert plain.status_code == 200
    assert "content-encoding" not in plain.headers
    for name, response in forms.items():
        coding = response.headers.get("content-encoding")
        assert coding in {name, None}
        assert DECODERS[coding](response.content) == plain.content
        assert "accept-encoding" in [word.strip().lower() for word in response.headers["vary"].split(",")]
        assert response.headers["content-type"] == plain.headers["content-type"]
        assert ask(served, path, name or "identity").content == response.content, "the same bytes every time"
        assert ask(served, path, name or "identity").headers.get("etag") == response.headers.get("etag")
    for one, other in combinations(forms.values(), 2):
        if one.headers.get("content-encoding") != other.headers.get("content-encoding"):
            assert one.headers.get("etag") is None or one.headers["etag"] != other.headers["etag"]
    for name, response in forms.items():
        tag = response.headers.get("etag")
        if tag is None:
            assert response.headers["cache-control"] == "no-store", "what may be kept can be asked about"
            continue
        assert not tag.startswith("W/")
        again = ask(served, path, name or "identity", if_none_match=tag)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-encoding" not in again.headers
        strange = next(form.headers["etag"] for key, form in forms.items() if key != name)
        assert strange == tag or ask(served, path, name or "identity", if_none_match=strange).status_code == 200


def test_what_is_large_and_textual_is_coded(served: Served) -> None:
    for path in ("/v1/facts", "/v1/changes.atom", "/openapi.json", "/swagger/swagger-ui.css"):
        assert ask(served, path, "gzip").headers["content-encoding"] == "gzip", path
        assert len(ask(served, path, "gzip").content) < len(ask(served, path, None).content) / 2, path
    for path in ("/healthz", "/docs", "/swagger/favicon-32x32.png", "/v1/summits?yeer=2023"):
        assert "content-encoding" not in ask(served, path, "gzip").headers, path
    text = {"text": "In 2023 there were 20 sub-forums, 1,800 guests, 600 journalists and 580 exhibitors."}
    posted = served.client.post(POSTED[0], json=text, headers={"accept-encoding": "gzip"})
    assert posted.headers["content-encoding"] == "gzip"
    assert posted.json()["claims"]


def test_where_identity_is_refused_everything_is_coded(served: Served) -> None:
    for path in ("/healthz", "/docs", "/swagger/favicon-32x32.png", "/v1/summits?yeer=2023", "/v1/speakers"):
        plain, forced, free = (ask(served, path, name) for name in (None, "gzip, identity;q=0", "gzip"))
        assert forced.headers["content-encoding"] == "gzip"
        if plain.status_code == 200:
            assert gzip.decompress(forced.content) == plain.content
        if "etag" in plain.headers:
            assert len({form.headers["etag"] for form in (plain, forced, free)}) == 3


def test_gzip_has_no_time_in_it_and_zstd_no_window_beyond_the_limit(served: Served) -> None:
    # RFC 1952 section 2.3.1: bytes 4 to 7 are the time.
    assert ask(served, "/v1/facts", "gzip").content[4:8] == bytes(4)
    frame = ask(served, "/v1/facts?limit=1000", "zstd").content
    # RFC 8878 section 3.1.1.1: descriptor, then the window or, in a single segment, the size; RFC 9659: 8 MiB at most.
    assert frame[:4] == bytes.fromhex("28b52ffd")
    single = frame[4] >> 5 & 1
    window = zstd.get_frame_info(frame).decompressed_size if single else 1 << 10 + (frame[5] >> 3)
    assert window is not None
    assert window <= 8 << 20


def test_a_body_that_is_posted_is_not_coded(served: Served) -> None:
    # RFC 9110 section 15.5.16: the 415 tells which codings are understood.
    coded = gzip.compress(b'{"text": "20 sub-forums"}')
    for name in ("gzip", "zstd", "GZIP, identity"):
        headers = {"content-type": "application/json", "content-encoding": name}
        response = served.client.post(POSTED[0], content=coded, headers=headers)
        assert response.status_code == 415
        assert response.headers["accept-encoding"] == "identity"
        assert response.headers["content-type"] == "application/problem+json"
