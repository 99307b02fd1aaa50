"""Item lists from draft to decision: the lists at hand, one list, its rows, reviews, decision, print."""

from intake.web.views.desk.lists import compare, importing, index, one, opinions, printing, rows, ruling

__all__ = ["compare", "importing", "index", "one", "opinions", "printing", "rows", "ruling"]
