"""The pages on which evidence is read: of an article, and of a position."""
