"""Speed and scale, run by hand and printed as tables; see README.md. Never part of the tests."""
