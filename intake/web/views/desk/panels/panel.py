"""What a panel is."""

from collections.abc import Callable
from dataclasses import dataclass

from intake.cases.privacy import DeskView


@dataclass(frozen=True, slots=True)
class Panel:
    """A template, which reads `panel`, and what it shows of a case; `build` gives None to show nothing."""

    template: str
    build: Callable[[DeskView], object | None]
