"""When each limit of the law ends, and how a clock stands at a moment. Pure: time is always an argument."""

from intake.cases.clocks.changes import Extension, Pause
from intake.cases.clocks.clock import Clock, ClockState
from intake.cases.clocks.extending import ExtensionRefused, extend

__all__ = ["Clock", "ClockState", "Extension", "ExtensionRefused", "Pause", "extend"]
