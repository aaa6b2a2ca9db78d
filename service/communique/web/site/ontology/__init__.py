"""The ontology and the rules of validation as pages.

PyLODE (3.4.1), the usual maker of such pages, was tried and is not used. As packaged it cannot be imported
(it looks for a file that its wheel lacks); its pages carry a style sheet and a script inside, which the
Content-Security-Policy of the service forbids; it turns texts into HTML by way of Markdown; and it does not
know stances, their signs and cues, or shapes. So the ontology is read from the dataset that is served, and
shown by templates like everything else.
"""
