"""How many positions stand on one page with the words that they rest on."""

PAGE_ROWS = 100
"""Most pieces of evidence on one page of an agreement or actor."""
