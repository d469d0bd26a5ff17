"""The README's questions, replayed: curl asks them of the frozen facts, and the answers are compared."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.served import Served

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
ASKED = re.findall(r"```console\n\$ (curl [^\n]+)\n```\n```json\n(.*?)\n```", README, re.DOTALL)


def test_there_are_the_questions_that_the_readme_promises() -> None:
    assert len(ASKED) == 14


@pytest.mark.parametrize(("command", "answer"), ASKED, ids=[str(number) for number, _ in enumerate(ASKED, start=1)])
def test_the_answer_is_the_one_printed(served: Served, command: str, answer: str) -> None:
    needs(shutil.which("curl"), "curl")
    base = str(served.client.base_url).rstrip("/")
    asked = command.replace("http://127.0.0.1:8000", base)
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    found, printed = json.loads(done.stdout), json.loads(answer)
    if found.get("collection") == "releases":  # a release is another one wherever other data is served
        found, printed = ({name: type(value) for name, value in one["item"].items()} for one in (found, printed))
    assert found == printed


def test_the_commands_named_exist() -> None:
    makefile = (Path(__file__).resolve().parent.parent / "Makefile").read_text()
    named = re.findall(r"^make (\w+)", README, re.MULTILINE) + re.findall(r"`make (\w+)`", README)
    assert {"serve", "test", "check", "seed", "release", "install"} <= set(named)
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
