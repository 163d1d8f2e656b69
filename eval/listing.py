"""A library's registers as the commands `promises --json` and `figures --json` list them, to be scored."""

from __future__ import annotations

from answer.registered import figure_to_wire, promise_to_wire
from eval.registers import Listed, listed_of
from index.library import Library
from track.register import Registers


def listed(library: Library) -> dict[str, list[Listed]]:
    """Everything in the registers, by register. Papers new to the library are read for it."""
    registers = Registers.open(library)
    return {
        "promises": [listed_of(promise_to_wire(row)) for row in registers.promises()],
        "figures": [listed_of(figure_to_wire(row)) for row in registers.figures()],
    }
