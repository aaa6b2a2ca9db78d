"""An optional adapter to a language model; off unless configured."""
