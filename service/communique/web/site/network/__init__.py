"""The network of actors and what they speak of: a drawing, a table of its edges, and files of it."""
