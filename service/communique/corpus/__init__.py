"""Article texts: canonical form, finding them by their hash, and quoting from them.

Texts belong to their publishers and never enter the dataset; this room only reads them.
"""
