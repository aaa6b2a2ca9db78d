"""The page of an actor: what it says, what is said of it, how that changes, and in whose company it is."""
