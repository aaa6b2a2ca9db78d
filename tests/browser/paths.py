"""The pages of the site, one address of each kind, and the screens on which they are seen."""

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AGREEMENT = "trilateral-statement-2020-11-09"
QUERY = "SELECT ?holder WHERE { ?position <https://w3id.org/communique/ontology#holder> ?holder } LIMIT 3"

PAGES = {
    "home": "/",
    "agreements": "/agreements",
    "agreement": f"/agreements/{AGREEMENT}",
    "actors": "/actors",
    "actor": "/actors/sergey-lavrov",
    "articles": "/articles",
    "article": "/articles/asbarez-2023-07-26-talks-productive",
    "position": f"/id/position/ararat-mirzoyan/calls-for/{AGREEMENT}.6/2023-07-25",
    "clause": f"/id/provision/{AGREEMENT}/6",
    "event": "/id/event/meeting-lavrov-mirzoyan-2023-03-20",
    "event with words": "/events/meeting-lavrov-mirzoyan-2023-03-20",
    "events": "/events",
    "issues": "/issues",
    "issue": "/issues/lachin-corridor",
    "search": "/search",
    "search with an answer": "/search?q=corridor",
    "search without an answer": "/search?q=xyzzy",
    "compare": "/compare",
    "cell": "/compare/cell?actor=ararat-mirzoyan&target=issue/lachin-corridor",
    "timeline": "/timeline",
    "network": "/network",
    "network of the same side": "/network?view=congruence&ascribed=any",
    "network with nothing": "/network?least=1000",
    "queries": "/queries",
    "query": "/queries/positions-of-actor?actor=sergey-lavrov",
    "query as a matrix": "/queries/stance-matrix?show=rows&view=matrix",
    "query as bars": "/queries/co-signatures?show=rows&view=chart",
    "sparql": "/sparql",
    "answer": "/sparql?query=" + QUERY.replace(" ", "+").replace("#", "%23").replace("?", "%3F"),
    "data": "/data",
    "interface": "/docs",
    "agreement with clauses of its own numbering": "/agreements/alma-ata-declaration-1991-12-21",
    "actor that is a state": "/actors/azerbaijan",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "method": "/method",
    "about": "/about",
}
ERRORS = {
    "wrong address": "/actors/sergey-lavrof",
    "mistake in a filter": "/network?from=June",
    "mistake in a query": "/sparql?query=SELECT+nonsense",
}
"""Pages that tell of a mistake; their status is not 200."""
EVERY = {**PAGES, **ERRORS}
