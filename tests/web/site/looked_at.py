"""Pages as a reader has them: their words, with what stands in blocks apart."""

from lxml import etree, html

HTML = {"Accept": "text/html,*/*;q=0.8"}
_APART = "article aside br div dd dl dt h1 h2 h3 h4 li ol p section td th tr ul"


def ask(client, path, status=200, **parameters):
    """The page at an address."""
    answer = client.get(path, params=parameters or None, headers=HTML)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return html.fromstring(answer.text)


def words(element):
    """The words of a part of a page."""
    texts = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_apart = node.tag in _APART.split()
        if event == "start":
            texts += [" " if is_apart else "", node.text or ""]
        else:
            texts += [" " if is_apart else "", (node.tail or "") if node is not element else ""]
    return " ".join("".join(texts).split())
