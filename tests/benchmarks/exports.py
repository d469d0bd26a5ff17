"""All rows at once: CSV and NDJSON, rows a second of the server's CPU and what memory that takes."""

from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection

from tests.benchmarks.answers import YEAR
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import forget_peak, peak, pinned, resident, settled
from tests.benchmarks.report import Figure, Finding, Target
from tests.benchmarks.servers import Served, datasette, project, serving

CHUNK = 1 << 20


def exports(bench: Bench) -> Iterator[Finding]:
    """Read everything as each server streams it; the ways take turns."""
    own, other = project(bench.database), datasette(bench.database, bench.datasette)
    asked = {
        "CSV": (own, "/v1/exhibitors?format=csv", 1),
        "NDJSON": (own, "/v1/exhibitors?format=ndjson", 0),
        "CSV by its stream": (other, f"/{bench.database.stem}/exhibitor.csv?_stream=on&_size=max&_nocol=search", 1),
    }
    found: dict[str, list[tuple[float, float]]] = {what: [] for what in asked}
    for _ in range(bench.few):
        for what, (server, path, head) in asked.items():
            # A new process each time: memory that was used once may be kept, and would count as idle.
            with serving(server, bench.scratch, bench.core) as served:
                served.verify(YEAR)
                found[what].append(_export(served, path, head + bench.rows, bench.load.core))
    rates = {what: [rate for rate, _ in taken] for what, taken in found.items()}
    for what, goal in (("CSV", 2.3), ("NDJSON", 4.0)):
        pairs = zip(rates[what], rates["CSV by its stream"], strict=True)
        yield Target(f"{what} of all rows, against Datasette's CSV", goal, [one / two for one, two in pairs])
        memory = [most for _, most in found[what]]
        yield Target(f"{what} of all rows, memory over idle", 20, memory, at_least=False, unit=" MB")
    for what, (server, _, _) in asked.items():
        yield Figure(f"all rows, {what}", server.name, rates[what], "rows/s of CPU")
        yield Figure(f"all rows, {what}, memory over idle", server.name, [most for _, most in found[what]], "MB")


def _export(served: Served, path: str, lines: int, core: int) -> tuple[float, float]:
    """Return rows a second of CPU, and the most memory over what was held before, in MB. Raises SystemExit."""
    idle = resident(served.pid)
    forget_peak(served.pid)
    used = settled(served.pid)
    with pinned(core):
        found = _lines(served, path)
    if found != lines:
        raise SystemExit(f"{served.name} answers {path} with {found:,} lines, not {lines:,}")
    return lines / (settled(served.pid) - used), peak(served.pid) - idle


def _lines(served: Served, path: str) -> int:
    """Return the line ends of an answer, read as it comes. Raises SystemExit if it is an error."""
    connection = HTTPConnection("127.0.0.1", served.port)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    answer = connection.getresponse()
    if answer.status != HTTPStatus.OK:
        raise SystemExit(f"{served.name} answers {path} with {answer.status}")
    buffer = bytearray(CHUNK)
    found = 0
    while size := answer.readinto(buffer):
        found += buffer.count(b"\n", 0, size)
    connection.close()
    return found
