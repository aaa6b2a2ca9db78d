"""The page of an agreement: who stands where on each of its clauses, over time."""
