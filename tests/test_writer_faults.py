"""When the language model's server is away, slow or strange, the user is told its address, what happened and what to do."""

from __future__ import annotations

import pytest
from openai_server import FAULTS, Server

from answer.errors import WriterUnavailable
from answer.writer import connect

SAID = {
    "slow": "did not answer in time. Try a smaller model or raise llm_timeout.",
    "error 500": "answered with error 500. Look into the server's log.",
    "error 401": "refused the key. Set llm_key (SCRUTINEER_LLM_KEY) to a key it accepts.",
    "error 404": "does not know this address or model. Check llm_url and llm_model.",
    "error 429": "is asked too much at once. Wait a little and ask again.",
    "not json": "sent a reply that is not one of a language model. Check that llm_url and llm are right.",
    "no choices": "sent a reply that is not one of a language model. Check that llm_url and llm are right.",
    "web page": "sent a reply that is not one of a language model. Check that llm_url and llm are right.",
    "cut off": "cannot be reached. Check that it is running and that llm_url is right.",
    "empty": "sent an empty reply. Check that llm_model is a model for conversation.",
    "null content": "sent ",
}


def test_every_fault_is_tried() -> None:
    assert set(SAID) == set(FAULTS)


@pytest.mark.parametrize("kind", ["openai", "ollama"])
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_server_is_said_in_one_plain_sentence(kind: str, fault: str) -> None:
    with Server(fault) as server:
        address = server.url if kind == "openai" else server.root
        writer = connect(kind, address, "scripted", timeout=0.3 if fault == "slow" else 5)
        with pytest.raises(WriterUnavailable) as caught:
            writer.write("Hello")
        assert str(caught.value).startswith(f"The language model at {address} {SAID[fault]}")


@pytest.mark.parametrize("kind", ["openai", "ollama"])
@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://no.such.host.invalid"])
def test_a_server_that_is_not_there_is_said_to_be_away(kind: str, address: str) -> None:
    with pytest.raises(WriterUnavailable, match=r"cannot be reached\. Check that it is running"):
        connect(kind, address, "scripted", timeout=2).write("Hello")


@pytest.mark.parametrize(
    ("kind", "url", "model", "said"),
    [
        ("ollama", "http://127.0.0.1:99999", "m", "http://127.0.0.1:99999 cannot be asked. Set llm_url"),
        ("openai", None, "m", "no address cannot be asked. Set llm_url, for example http://localhost:8000/v1."),
        ("openai", "localhost:8000", "m", "localhost:8000 cannot be asked. Set llm_url"),
        ("openai", "http://localhost:1/v1", None, "cannot be asked. Set llm_model to the name of a model it serves."),
        ("oracle", "http://localhost:1", "m", "cannot be asked as “oracle”. Set llm to openai or ollama."),
    ],
)
def test_a_setting_that_is_missing_is_named(kind: str, url: str | None, model: str | None, said: str) -> None:
    with pytest.raises(WriterUnavailable) as caught:
        connect(kind, url, model)
    assert said in str(caught.value)


@pytest.mark.parametrize("kind", ["openai", "ollama"])
def test_a_good_reply_is_handed_on_as_it_is(kind: str) -> None:
    with Server(lambda prompt: f"You said: {prompt}") as server:
        writer = connect(kind, server.url if kind == "openai" else server.root, "scripted", "secret")
        assert writer.write("Is {this} <b>whole</b>?\n") == "You said: Is {this} <b>whole</b>?\n"
        assert writer.name == f"scripted at {server.url if kind == 'openai' else server.root}"
        assert server.paths == ["/v1/chat/completions" if kind == "openai" else "/api/chat"]


def test_a_password_in_the_address_is_never_shown() -> None:
    with pytest.raises(WriterUnavailable) as caught:
        connect("openai", "http://clerk:hunter2@127.0.0.1:9/v1", "scripted").write("Hello")
    assert "at http://127.0.0.1:9/v1 cannot be reached" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_any_llama_index_model_can_write() -> None:
    from llama_index.core.llms import MockLLM

    from answer.writer import LlamaIndexWriter

    assert LlamaIndexWriter(MockLLM()).write("echo") == "echo"
