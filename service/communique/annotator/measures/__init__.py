"""How good annotations are: each stage against the hand, with counts and intervals."""
