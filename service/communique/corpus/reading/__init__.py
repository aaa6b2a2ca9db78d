"""Reading articles from plain text, HTML pages and addresses, with what belongs to the page marked apart.

The door is :func:`communique.corpus.reading.reader.read_article`.
"""
