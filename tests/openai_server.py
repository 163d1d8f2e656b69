"""A language model's server on loopback that speaks the OpenAI and the Ollama protocol over real HTTP, with scripted replies.

Use it as ``with Server(reply) as server:``. `reply` is a function from the prompt that came in to the text that goes out, or
one of the `FAULTS` by name.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

Script = Callable[[str], str]
FAULTS = (
    "slow",
    "error 500",
    "error 401",
    "error 404",
    "error 429",
    "not json",
    "no choices",
    "null content",
    "empty",
    "web page",
    "cut off",
)
EVIDENCE = re.compile(r"^\[(k[0-9a-f]+)\] (.*)$", re.MULTILINE)


def offered(prompt: str) -> list[tuple[str, str]]:
    """The evidence in a prompt, as (key, line)."""
    return EVIDENCE.findall(prompt)


def saying(sentence: str, evidence: int = 0) -> Script:
    """A script that says `sentence` and cites the evidence of that number, whatever is asked."""
    return lambda prompt: f"{sentence} [{offered(prompt)[evidence][0]}]"


class Server:
    """The server; `prompts` are those it was sent, `paths` the addresses asked for."""

    def __init__(self, reply: Script | str) -> None:
        self.prompts: list[str] = []
        self.paths: list[str] = []
        self.released = threading.Event()  # lets slow replies go when the test is over
        self._reply = reply
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def root(self) -> str:
        """The server's address, as Ollama wants it."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def url(self) -> str:
        """The server's OpenAI address."""
        return f"{self.root}/v1"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.paths.append(self.path)
                self._send(200, json.dumps({"object": "list", "data": [{"id": "scripted", "object": "model"}]}))

            def do_POST(self) -> None:
                server.paths.append(self.path)
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                prompt = "\n".join(message["content"] for message in asked["messages"])
                server.prompts.append(prompt)
                self._send(*server._body(prompt, self.path))

            def _send(self, status: int, body: str, kind: str = "application/json") -> None:
                data = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data) + (50 if body.endswith("…") else 0)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing on the test's output."""

        return Answering

    def _body(self, prompt: str, path: str) -> tuple[int, str] | tuple[int, str, str]:
        if callable(self._reply):
            return 200, _wrapped(self._reply(prompt), path)
        fault = self._reply
        if fault == "slow":
            self.released.wait(30)
            return 200, _wrapped("Too late.", path)
        if fault.startswith("error"):
            return int(fault.split()[1]), json.dumps({"error": {"message": "scripted failure", "type": "server_error"}})
        if fault == "web page":
            return 200, "<html><body>Log in to the guest network</body></html>", "text/html"
        return 200, {
            "not json": "{not json",
            "cut off": '{"choices": [{"message"…',
            "no choices": "{}",
            "null content": _wrapped(None, path),
            "empty": _wrapped("", path),
        }[fault]


def _wrapped(text: str | None, path: str) -> str:
    """The reply in the shape of the protocol asked for."""
    message = {"role": "assistant", "content": text}
    if path.startswith("/api/"):
        return json.dumps({"model": "scripted", "created_at": "2024-01-01T00:00:00Z", "message": message, "done": True})
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    return json.dumps(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": choices, "usage": usage}
    )
