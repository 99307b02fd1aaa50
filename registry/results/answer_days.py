"""How many days an answer took, in classes that end where the law's limits do."""

from bisect import bisect_left
from typing import Final

# 15 days to be told of the acceptance, 60 to the answer, 30 more when extended (信访工作条例 arts 23, 34).
ENDS: Final = (15, 30, 60, 90)
CLASSES: Final = ("0-15", "16-30", "31-60", "61-90", "over-90")


def class_of(days: int) -> str:
    """The class of so many calendar days; the first day is not counted."""
    return CLASSES[bisect_left(ENDS, days)]
