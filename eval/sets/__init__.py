"""Open question sets of other fields, in our own gold's shapes: they say whether something was learnt or only fitted."""
