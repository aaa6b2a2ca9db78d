"""Model to RDF and back: the only room that knows both."""
