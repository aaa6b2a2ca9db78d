"""A SPARQL 1.1 store elsewhere that holds the dataset."""
