"""uvicorn's protocol over httptools, which stops at an upgrade that nobody wants, and sends chunks to HTTP/1.0.

It overrides what uvicorn does not document (0.54); tests/test_upgrade.py and tests/test_http10.py fail if that changes.
"""

from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.http.closing import ended_by_closing
from app.http.stopping import close_later


class Protocol(HttpToolsProtocol):
    """Goes on in HTTP/1.1 where an upgrade is asked for, as a server that knows none must (RFC 9110 section 7.8).

    What every request passes is written out: each call of a function more costs a hundredth of an answer.
    """

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as stopped:
            self._ignore_upgrade(memoryview(data)[stopped.args[0] :])
        except httptools.HttpParserError:
            self._refuse()

    def _ignore_upgrade(self, rest: memoryview) -> None:
        """Parse a request again that the parser has stopped in, without its upgrade, and then what follows its head.

        uvicorn has dropped it (issue 2722): httptools skips the body of a request with an upgrade.
        """
        while True:
            if self.scope["method"] == "CONNECT":
                self._refuse()
                return
            head = self._head()
            self.parser = httptools.HttpRequestParser(self)
            self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn does
            try:
                self.parser.feed_data(head)
                self.parser.feed_data(rest)
            except httptools.HttpParserUpgrade as stopped:
                rest = rest[stopped.args[0] :]
            except httptools.HttpParserError:
                self._refuse()
                return
            else:
                return

    def _head(self) -> bytes:
        """Return the head of the request at hand without its upgrade."""
        line = b"%b %b HTTP/%b" % (self.scope["method"].encode(), self.url, self.scope["http_version"].encode())
        fields = (b"%b: %b" % pair for pair in self.headers if pair[0] != b"upgrade")
        return b"\r\n".join([line, *fields, b"", b""])

    def _refuse(self) -> None:
        told = "Invalid HTTP request received."
        self.logger.warning(told)
        self.send_400_response(told)

    def _should_upgrade(self) -> bool:
        """Keep uvicorn from answering where the parser has stopped at an upgrade; it is asked nowhere else."""
        return True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if cycle.scope["http_version"] < "1.1":
            app = ended_by_closing(app, self.transport, cycle)
        task = self.loop.create_task(cycle.run_asgi(app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    def shutdown(self) -> None:
        """Close now, or after the answer; but not later than the server stops."""
        super().shutdown()
        close_later(self)
