"""Serves agents over standard input and output, one client a process."""

from app.kit.problems import ProblemError
from app.main import store_of
from app.settings import Settings
from seed.problem import Refused


def speak(settings: Settings) -> None:
    """Answer until standard input ends; nothing but the protocol goes to standard output. Raises Refused."""
    from app.agents.server import server_of  # noqa: PLC0415  (fastmcp is heavy: imported where it is asked for)

    store = store_of(settings)
    try:
        with store.open():
            pass
    except ProblemError as error:
        raise Refused([f"{error.detail}; run `summits migrate` and `summits seed`"]) from error
    server_of(store).run(transport="stdio", show_banner=False)
