"""Settings, read from the environment (prefix `SUMMIT_`) when they are asked for, never at import."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import sqlalchemy as sa
from pydantic import AfterValidator, DirectoryPath, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isascii() or set(url) & set(' "<>\\?#@'):
        raise ValueError("an address such as https://facts.example.org or https://example.org/facts is needed")
    parts.port  # noqa: B018  (refuses a port that is no number)
    return url.rstrip("/")


def _installed(wanted: bool) -> bool:
    if wanted and not all(map(find_spec, ("fastmcp", "mcp"))):
        raise ValueError("the extra is not installed; install summit-facts[mcp]")
    return wanted


class Settings(BaseSettings):
    """How this installation runs; the README explains each."""

    model_config = SettingsConfigDict(env_prefix="SUMMIT_", env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    database_url: str = Field(
        sa.URL.create("sqlite", database=str(ROOT / "data" / "summits.sqlite")).render_as_string(hide_password=False),
        description="Where the data lives: `sqlite:///file` or `postgresql://user@host/database`.",
    )
    documents: DirectoryPath | None = Field(
        None, description="Folder of the documents' texts; proves the evidence and allows `include=context`."
    )
    public_url: Annotated[str, AfterValidator(_address)] | None = Field(
        None, description="Address at which others reach this installation; stands before the links in citations."
    )
    mcp: Annotated[bool, AfterValidator(_installed)] = Field(
        False, description="Answer agents at `/mcp` (Model Context Protocol); needs the extra `mcp`."
    )
