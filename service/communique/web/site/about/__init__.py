"""How the data are made and how good they are, and who makes them."""
