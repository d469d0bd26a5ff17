"""Settings, read from the environment (prefix `SUMMIT_`) when they are asked for, never at import."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import sqlalchemy as sa
from pydantic import AfterValidator, DirectoryPath, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the project; of an installed package, the folder that it is installed in."""

PROJECT = ROOT / "pyproject.toml"
"""There in a checkout only, not in an installed package."""


def _address(url: str) -> str:
    parts = urlsplit(url)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not url.isascii()
        or not url.isprintable()
        or set(url) & set(' "<>\\?#@')
    ):
        raise ValueError("an address such as https://facts.example.org or https://example.org/facts is needed")
    parts.port  # noqa: B018  (refuses a port that is no number)
    return url.rstrip("/")


def _licence(url: str) -> str:
    try:
        return _address(url) + "/" * url.endswith("/")
    except ValueError:
        raise ValueError("the address of a licence such as https://example.org/licence is needed") from None


def _database(url: str) -> str:
    try:
        known = sa.make_url(url).get_backend_name() in {"sqlite", "postgresql"}
    except (sa.exc.ArgumentError, ValueError):
        known = False
    if not known:
        raise ValueError("use sqlite:///file or postgresql://user@host/database")
    return url


def _beside() -> str:
    """Return the URL of the database that is used unless one is named."""
    folder = ROOT if PROJECT.is_file() else Path.cwd()
    path = folder / "data" / "summits.sqlite"
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _with(extra: str, module: str) -> AfterValidator:
    def check(wanted: bool) -> bool:
        if wanted and not _there(module):
            raise ValueError(f"the extra `{extra}` is not installed: `make extras`, or summit-facts[{extra}]")
        return wanted

    return AfterValidator(check)


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
"""Variables of which one says where spans are sent; without it they would be recorded for nobody."""


def _sent(wanted: bool) -> bool:
    if wanted and not any(os.environ.get(name) for name in ENDPOINTS):
        raise ValueError(f"{ENDPOINTS[1]} is needed as well, such as http://127.0.0.1:4318")
    return wanted


class Settings(BaseSettings):
    """How this installation runs. The README's table and the refusal of a setting say what is described here."""

    model_config = SettingsConfigDict(env_prefix="SUMMIT_", env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="port to listen on, 1 to 65535")
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default_factory=_beside,
        description="where the data is: `sqlite:///file` or `postgresql://user@host/database`; by default in the "
        "folder of the project, wherever it is started from; of an installed wheel, in the "
        "folder in which it is started",
    )
    documents: DirectoryPath | None = Field(
        None,
        description="folder of the documents' texts (`<id>.txt`): proves every span when seeding, and allows "
        "`include=context`, the sentence around a piece of evidence, on `/v1/facts`",
    )
    public_url: Annotated[str, AfterValidator(_address)] | None = Field(
        None,
        description="address at which others reach this installation, such as `https://example.org/facts`; "
        "begins the links that are read elsewhere, in citations, the feed, linked data, files of all the data and "
        "`/llms.txt` (`next`, `href` and `Link` of an answer stay paths), is the server in `/openapi.json`, and may "
        "ask `/mcp`",
    )
    licence: Annotated[str, AfterValidator(_licence)] | None = Field(
        None,
        description="address of the licence under which you give the data; named in every answer of the data, and else "
        "none is named for them",
    )
    workers: int = Field(
        1,
        ge=1,
        le=64,
        description="processes that answer, 1 to 64, each with its own cache; `SUMMIT_METRICS` needs 1, "
        "for each would count for itself",
    )
    cache_mb: int = Field(
        64, ge=0, le=65536, description="megabytes of answers that each worker keeps, 0 to 65536; 0 keeps none"
    )
    time_limit_ms: int = Field(
        1000,
        ge=10,
        le=600_000,
        description="milliseconds after which a statement, or the judging of a text, is given up with 503, "
        "10 to 600000",
    )
    log_format: Literal["text", "json"] = Field(
        "text",
        description="how `migrate`, `serve` and `start` log: `text` for people, or `json`, one object a line and "
        "nothing else, which the Docker image sets",
    )
    log_level: Literal["debug", "info", "warning", "error", "critical"] = Field(
        "info",
        description="`debug`, `info`, `warning`, `error` or `critical`: the least that is logged; from `warning` on, "
        "of the requests only those that failed here (5xx) or were cut short",
    )
    metrics: Annotated[bool, _with("metrics", "prometheus_client")] = Field(
        False, description="`true` or `false`: offer `/metrics` for Prometheus; needs the extra `metrics`"
    )
    tracing: Annotated[bool, _with("tracing", "opentelemetry.exporter.otlp.proto.http"), AfterValidator(_sent)] = Field(
        False,
        description="`true` or `false`: send a trace of each request to where `OTEL_EXPORTER_OTLP_ENDPOINT` says; "
        "needs the extra `tracing`",
    )
    mcp: Annotated[bool, _with("mcp", "fastmcp")] = Field(
        False, description="`true` or `false`: answer agents at `/mcp`; needs the extra `mcp`"
    )

    @field_validator("metrics")
    @classmethod
    def _counted_by_one(cls, metrics: bool, others: ValidationInfo) -> bool:
        if metrics and others.data.get("workers", 1) > 1:
            raise ValueError("several workers would each count for themselves: set SUMMIT_WORKERS to 1")
        return metrics


def variable(name: str) -> str:
    """Return the variable of the environment that gives a setting."""
    return f"{Settings.model_config['env_prefix']}{name}".upper()


def unknown() -> list[str]:
    """Return the variables that look like settings and are none, such as misspelt ones; the tests have their own."""
    known = {variable(name) for name in Settings.model_fields}
    own = (variable(""), variable("TEST_"))
    return sorted(name for name in {*os.environ} - known if name.startswith(own[0]) and not name.startswith(own[1]))


def wrong(error: ValidationError) -> list[str]:
    """Say of each setting that is refused which it is, what is wrong and what is wanted. No value is told."""
    told = []
    for fault in error.errors(include_url=False, include_input=False):
        name, found = str(fault["loc"][0]), fault["msg"]
        if fault["type"] == "value_error":
            found = found.removeprefix("Value error, ")
        else:
            found = f"{found[:1].lower()}{found[1:]} ({Settings.model_fields[name].description})"
        told.append(f"{variable(name)}: {found}")
    return told
