"""Settings, read from the environment (prefix `SUMMIT_`) when they are asked for, never at import."""

from pathlib import Path

import sqlalchemy as sa
from pydantic import DirectoryPath, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


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
