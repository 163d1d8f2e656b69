"""The registers: what was promised, by whom, by when, and what became of it; and the figures that readers follow."""
