"""Asking the lookups of the service over the sample."""

from communique.vocabulary import kind_and_slug

LISTS = ("actors", "agreements", "events", "issues", "outlets", "articles")


def found(client, **filters):
    answer = client.get("/api/positions", params=filters)
    assert answer.status_code == 200, answer.text
    return [
        (item["holder"]["label"], item["stance"]["label"], item["evidence"]["method"])
        for item in answer.json()["positions"]
    ]


def items(client, path, **filters):
    answer = client.get(path, params=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def slugs(client, name, **filters):
    return [kind_and_slug(item["id"])[1] for item in items(client, f"/api/{name}", **filters)]
