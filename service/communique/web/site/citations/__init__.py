"""How what the dataset has is cited, in the forms that reference managers read."""
