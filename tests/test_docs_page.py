"""The interactive docs in a real browser: they work, and no request leaves this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from app.settings import Settings
from tests.conftest import needs
from tests.described import OPERATIONS
from tests.served import Served, serve


def browser() -> str | None:
    """Return the machine's own Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def page() -> Iterator[Page]:
    """Open a page in Chromium."""
    path = browser()
    needs(path, "Chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=quiet)
        yield chromium.new_page(viewport={"width": 1280, "height": 1600})
        chromium.close()


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_the_docs_work_and_load_nothing_from_elsewhere(served: Served, page: Page, tmp_path: Path) -> None:
    base = str(served.client.base_url).rstrip("/")
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(base + "/")
    assert page.url == base + "/docs", "the root leads to the docs"
    page.wait_for_selector(".opblock")
    assert "Summit Facts" in page.inner_text(".info")
    assert page.locator(".opblock").count() == len(OPERATIONS)

    block = page.locator("#operations-sub-forums-list_sub_forums")
    block.locator(".opblock-summary-control").click()
    block.locator("button.execute").wait_for()
    block.locator("tr[data-param-name='year'] button.json-schema-form-item-add").click()
    block.locator("tr[data-param-name='year'] input").fill("2023")
    block.locator("button.execute").click()
    block.locator(".live-responses-table").wait_for()
    live = block.locator(".live-responses-table")
    assert "200" in live.locator("tbody .response-col_status").first.inner_text()
    assert "nearly 230" in live.inner_text()
    assert "/v1/sub-forums?year=2023" in block.locator(".request-url").inner_text()
    live.scroll_into_view_if_needed()
    page.screenshot(path=os.environ.get("SUMMIT_TEST_SCREENSHOT", str(tmp_path / "docs.png")))

    # What is filled in to begin with must be answered: a body to be posted, and a parameter that is needed.
    for operation, expected in (("verify", '"verdict": "supported"'), ("list_trends", '"comparable": true')):
        block = page.locator(f"#operations-answers-{operation}")
        block.locator(".opblock-summary-control").click()
        block.locator("button.execute").click()
        live = block.locator(".live-responses-table")
        live.wait_for()
        assert "200" in live.locator("tbody .response-col_status").first.inner_text()
        assert expected in live.inner_text()

    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(base).netloc}
    assert faults == []


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_the_page_asks_the_server_that_it_is_from(seeded_url: str, page: Page) -> None:
    """Not the one that the description names for others, which is of another origin and may be out of reach."""
    settings = Settings(database_url=seeded_url, documents=None, public_url="https://facts.example.org/summits")
    with serve(settings, root_path="/mounted") as served:
        base = str(served.client.base_url).rstrip("/")
        assert served.json("/openapi.json")["servers"][0]["url"] == settings.public_url
        page.goto(base + "/docs")
        block = page.locator("#operations-summits-get_summits")
        block.locator(".opblock-summary-control").click()
        block.locator("button.execute").click()
        live = block.locator(".live-responses-table")
        live.wait_for()
        assert "200" in live.locator("tbody .response-col_status").first.inner_text()
        assert block.locator(".request-url").inner_text().split()[-1] == f"{base}/v1/summits/wuzhen-2023"


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_the_page_forbids_scripts_and_connections_from_elsewhere(served: Served) -> None:
    response = served.get("/docs")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in response.text.replace("http-equiv", "")
    assert served.get("/").headers["location"] == "docs"
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "start.js"):
        assert served.get(f"/swagger/{name}").status_code == 200
    assert served.get("/swagger/../main.py").status_code == 404
    assert served.get("/swagger/other.js").status_code == 404
