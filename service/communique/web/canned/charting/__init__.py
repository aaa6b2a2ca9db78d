"""Second views of the answers of canned queries: bars, who says what, and by date."""

from communique.web.canned.charting.choosing import VIEWS, Chart, charts

__all__ = ["VIEWS", "Chart", "charts"]
