"""Charts of who takes which stance on what: as a matrix, and over time."""
