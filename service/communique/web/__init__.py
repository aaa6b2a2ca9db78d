"""The service: SPARQL, lookups, canned queries, downloads and pages over one build."""
