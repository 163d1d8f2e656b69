"""Turns a prompt into a language model's reply, by any LlamaIndex LLM, or into one plain sentence on why there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from answer.errors import WriterUnavailable

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

TIMEOUT = 60.0  # seconds a reply may take
CONTEXT = 8192  # tokens Ollama is asked to hold: twenty paragraphs with the rules
OLLAMA = "http://localhost:11434"

# What the libraries beneath an LLM raise. Looked up among those loaded, as one that is not loaded has raised nothing.
_FAULTS = (
    ("openai", "OpenAIError"),
    ("httpx", "HTTPError"),
    ("httpx", "InvalidURL"),
    ("ollama", "ResponseError"),
    ("ollama", "RequestError"),
)
# A server that is reached and is no language model (a log-in page, half a reply) shows itself while its reply is taken apart.
_MALFORMED = (ValueError, TypeError, AttributeError, LookupError)
_STATUS = {
    401: ("refused the key", "Set llm_key (SCRUTINEER_LLM_KEY) to a key it accepts"),
    403: ("refused the key", "Set llm_key (SCRUTINEER_LLM_KEY) to a key it accepts"),
    404: ("does not know this address or model", "Check llm_url and llm_model"),
    429: ("is asked too much at once", "Wait a little and ask again"),
}


class Writer(Protocol):
    """Writes an answer from a prompt. `name` is said to the user and kept with results."""

    @property
    def name(self) -> str:
        """The model and where it is."""

    def write(self, prompt: str) -> str:
        """The model's reply. Raises WriterUnavailable."""


class LlamaIndexWriter:
    """A `Writer` by any LlamaIndex LLM; `address` is what messages call it by."""

    def __init__(self, llm: LLM, address: str | None = None) -> None:
        self._llm = llm
        self.model = llm.metadata.model_name
        self.address = address or self.model

    @property
    def name(self) -> str:
        """The model and where it is."""
        return self.model if self.address == self.model else f"{self.model} at {self.address}"

    def write(self, prompt: str) -> str:
        """The model's reply. Raises WriterUnavailable when it is away, too slow, refuses, or sends what is no reply."""
        try:
            reply: object = self._llm.complete(prompt).text
        except _faults() as exc:
            raise self._unavailable(exc) from exc
        except _MALFORMED as exc:
            raise self._malformed() from exc
        if not isinstance(reply, str) or not reply.strip():
            raise WriterUnavailable(
                self.address, "sent an empty reply", "Check that llm_model is a model for conversation."
            )
        return reply

    def _unavailable(self, exc: BaseException) -> WriterUnavailable:
        status = getattr(exc, "status_code", None)
        if isinstance(status, int) and status >= 100:
            reason, remedy = _STATUS.get(status, (f"answered with error {status}", "Look into the server's log"))
            return WriterUnavailable(self.address, reason, f"{remedy}.")
        if "timeout" in type(exc).__name__.lower():
            return WriterUnavailable(
                self.address, "did not answer in time", "Try a smaller model or raise llm_timeout."
            )
        return WriterUnavailable(
            self.address, "cannot be reached", "Check that it is running and that llm_url is right."
        )

    def _malformed(self) -> WriterUnavailable:
        return WriterUnavailable(
            self.address, "sent a reply that is not one of a language model", "Check that llm_url and llm are right."
        )


def connect(
    kind: str, url: str | None = None, model: str | None = None, key: str | None = None, timeout: float = TIMEOUT
) -> Writer:
    """A writer by an OpenAI-compatible server (`kind` "openai") or Ollama ("ollama"); nothing is sent yet.

    `timeout` is in seconds. Raises WriterUnavailable when the kind is unknown or the address or model is missing.
    """
    url = url or (OLLAMA if kind == "ollama" else None)
    if not url or not _is_address(url):
        raise WriterUnavailable(
            url or "no address", "cannot be asked", "Set llm_url, for example http://localhost:8000/v1."
        )
    if not model:
        raise WriterUnavailable(url, "cannot be asked", "Set llm_model to the name of a model it serves.")
    if kind == "openai":
        return LlamaIndexWriter(_openai(url, model, key, timeout), _shown(url))
    if kind == "ollama":
        return LlamaIndexWriter(_ollama(url, model, timeout), _shown(url))
    raise WriterUnavailable(url, f"cannot be asked as “{kind}”", "Set llm to openai or ollama.")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or past 65535
        return False


def _shown(url: str) -> str:
    """The address without the name and password that it may carry."""
    return urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2]).geturl()


def _openai(url: str, model: str, key: str | None, timeout: float) -> LLM:
    from llama_index.llms.openai_like import OpenAILike

    # A server of one's own often wants no key, the client always does.
    llm: LLM = OpenAILike(
        model=model,
        api_base=url,
        api_key=key or "none",
        is_chat_model=True,
        temperature=0.0,
        max_retries=0,
        timeout=timeout,
    )
    return llm


def _ollama(url: str, model: str, timeout: float) -> LLM:
    from llama_index.llms.ollama import Ollama

    llm: LLM = Ollama(model=model, base_url=url, temperature=0.0, request_timeout=timeout, context_window=CONTEXT)
    return llm


def _faults() -> tuple[type[BaseException], ...]:
    loaded = (getattr(sys.modules[module], name) for module, name in _FAULTS if module in sys.modules)
    return (OSError, *loaded)
