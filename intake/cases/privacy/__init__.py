"""What each reader of a case is shown: a view a reader, in a module of its own."""

from intake.cases.privacy.desk import DeskEntry, DeskView, Kept, Names, desk_view, for_reading
from intake.cases.privacy.public import (
    SHARED,
    TOLD,
    Due,
    Holder,
    PublicEntry,
    PublicView,
    Together,
    public_view,
    told,
)

__all__ = [
    "SHARED",
    "TOLD",
    "DeskEntry",
    "DeskView",
    "Due",
    "Holder",
    "Kept",
    "Names",
    "PublicEntry",
    "PublicView",
    "Together",
    "desk_view",
    "for_reading",
    "public_view",
    "told",
]
