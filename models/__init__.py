"""Training of the learnt parts; the product itself needs nothing of it."""
