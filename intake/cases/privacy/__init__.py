"""What each reader of a case is shown: a view a reader, in a module of its own."""

from intake.cases.privacy.desk import DeskEntry, DeskView, Names, desk_view
from intake.cases.privacy.public import PublicEntry, PublicView, public_view

__all__ = ["DeskEntry", "DeskView", "Names", "PublicEntry", "PublicView", "desk_view", "public_view"]
