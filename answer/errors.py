"""What can go wrong while a question is answered, each said with its remedy."""

from __future__ import annotations


class WriterUnavailable(Exception):
    """The language model cannot be used now; the message names its address, what happened and what to do."""

    def __init__(self, address: str, reason: str, remedy: str) -> None:
        super().__init__(f"The language model at {address} {reason}. {remedy}")
        self.address, self.reason, self.remedy = address, reason, remedy
