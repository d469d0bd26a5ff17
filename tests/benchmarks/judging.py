"""Others' answers while texts are judged: sixteen clients post one as fast as they can, and one asks what is kept."""

import json
import subprocess
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection

from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import pinned
from tests.benchmarks.report import Finding, Target
from tests.benchmarks.servers import project, serving
from tests.benchmarks.wrk import CONNECTIONS

TEXTS = {
    "letters": "a" * 4080,
    "figures": "国家1," * 510,
    "sentences": "1,800 guests from 126 countries in 2023. " * 99,
}
"""Texts of nearly 4 KB."""

PAUSE = 0.02
"""Seconds between two questions."""

GOAL = 50.0
"""Milliseconds that the slowest in a hundred answers may take."""

POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = {body}
"""


def judging(bench: Bench) -> Iterator[Finding]:
    """Measure the 99th percentile of a kept answer by the clock, for each text."""
    with serving(project(bench.database), bench.scratch, bench.core) as served:
        path = "/v1/summits"
        served.get(path)
        for name, text in TEXTS.items():
            file = bench.scratch / "judging.lua"
            file.write_text(POST.format(body=json.dumps(json.dumps({"text": text}, ensure_ascii=False))), "utf-8")
            address = f"http://127.0.0.1:{served.port}/v1/verify"
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{bench.seconds}s", "-s", str(file), address]
            slow = [_slowest(served.port, path, command, bench) for _ in range(bench.rounds)]
            yield Target(f"kept answers while {name} are judged, p99", GOAL, slow, at_least=False, unit=" ms")


def _slowest(port: int, path: str, command: list[str], bench: Bench) -> float:
    """Return the 99th percentile in milliseconds while a command runs. Raises SystemExit if an answer is an error."""
    connection, taken = HTTPConnection("127.0.0.1", port, timeout=60), []
    with pinned(bench.load.core), subprocess.Popen(command, stdout=subprocess.DEVNULL) as load:
        while load.poll() is None:
            begun = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            taken.append(1000 * (time.perf_counter() - begun))
            if answer.status != HTTPStatus.OK:
                raise SystemExit(f"{path} was answered with {answer.status}")
            time.sleep(max(PAUSE - taken[-1] / 1000, 0))
    return sorted(taken)[len(taken) * 99 // 100]
