"""Item lists from draft to publication: the lists at hand, one list, its rows, each step, print."""

from intake.web.views.desk.lists import (
    compare,
    importing,
    index,
    one,
    opinions,
    printing,
    publishing,
    rows,
    ruling,
)

__all__ = ["compare", "importing", "index", "one", "opinions", "printing", "publishing", "rows", "ruling"]
