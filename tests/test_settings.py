"""Settings: documented in one table that is the code's, and refused in one line that says what is allowed."""

import re
from pathlib import Path
from typing import Any

import pytest

from app.commands import main
from app.settings import ROOT, Settings, unknown, variable
from tests.process import without

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(SUMMIT_\w+)` \| (.+?) \| (.+) \|$", README, re.MULTILINE)
SECRET = "geheimnis"


def written(default: Any) -> str:
    """Write a default as the table does; what is in the project's folder is in one of that name."""
    if default is None:
        return "none"
    text = str(default).lower() if isinstance(default, bool) else str(default)
    return f"`{text.replace(str(ROOT), '/path/to/summit-facts')}`"


def test_the_table_is_that_of_the_code() -> None:
    fields = Settings.model_fields
    assert [
        (variable(name), written(of.get_default(call_default_factory=True)), of.description)
        for name, of in fields.items()
    ] == ROWS


def test_a_variable_is_read_as_the_table_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMIT_PORT", "8001")
    monkeypatch.setenv("SUMMIT_LOG_FORMAT", "json")
    monkeypatch.setenv("SUMMIT_HOST", "")
    settings = Settings()
    assert (settings.port, settings.log_format, settings.host) == (8001, "json", "127.0.0.1")


@pytest.mark.parametrize(
    ("setting", "value", "allowed"),
    [
        ("SUMMIT_PORT", SECRET, "1 to 65535"),
        ("SUMMIT_PORT", "0", "1 to 65535"),
        ("SUMMIT_PORT", "65536", "1 to 65535"),
        ("SUMMIT_DATABASE_URL", SECRET, "use sqlite:///file or postgresql://user@host/database"),
        ("SUMMIT_DATABASE_URL", f"mysql://u:{SECRET}@h/x", "use sqlite:///file or postgresql://user@host/database"),
        ("SUMMIT_DATABASE_URL", f"postgresql://u:{SECRET}@h:port/x", "use sqlite:///file or postgresql://"),
        ("SUMMIT_DOCUMENTS", f"/{SECRET}", "path does not point to a directory"),
        ("SUMMIT_PUBLIC_URL", f"ftp://{SECRET}", "an address such as https://facts.example.org"),
        ("SUMMIT_PUBLIC_URL", f"https://{SECRET}.example/\n", "an address such as https://facts.example.org"),
        ("SUMMIT_LICENCE", f"https://{SECRET}.example/\r\nX-Evil: 1", "the address of a licence such as"),
        ("SUMMIT_LICENCE", f"https://{SECRET}.example/\t", "the address of a licence such as"),
        ("SUMMIT_LOG_FORMAT", SECRET, "`text` for people, or `json`, "),
        ("SUMMIT_LOG_LEVEL", SECRET, "`debug`, `info`, `warning`, `error` or `critical`"),
        ("SUMMIT_METRICS", SECRET, "`true` or `false`"),
        ("SUMMIT_TRACING", SECRET, "`true` or `false`"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(setting, value)
    monkeypatch.setattr("sys.argv", ["summits", "serve"])
    with pytest.raises(SystemExit) as done:
        main()
    (line,) = str(done.value).splitlines()
    assert line.startswith(f"{setting}: ")
    assert allowed in line
    assert SECRET not in line


def test_every_wrong_setting_is_told_at_once() -> None:
    done = without("", "migrate", SUMMIT_PORT="x", SUMMIT_METRICS="x")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["SUMMIT_PORT", "SUMMIT_METRICS"]


def test_a_misspelt_setting_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMIT_METRIC", "true")
    monkeypatch.setenv("SUMMIT_PORT", "8000")
    monkeypatch.setenv("SUMMIT_TEST_POSTGRES_WHEEL", "1")
    assert [name for name in unknown() if name != "SUMMIT_DOCUMENTS"] == ["SUMMIT_METRIC"]
