"""Gold questions to scores, comparisons and a report: how good the answers are, and what other tools give on the same papers."""
