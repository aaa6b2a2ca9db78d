"""The full-text search: its page, and what it shows of what is found."""
