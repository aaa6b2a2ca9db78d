"""What the machine found, written: RDF with its provenance, JSON, a terminal view, an HTML report."""
