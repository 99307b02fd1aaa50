"""What was done about one complaint, made public without anybody's identity."""

from dataclasses import dataclass
from datetime import date

from registry.model import Basis

VERDICTS = ("true", "largely_true", "partly_true", "untrue")
CLOSINGS = ("done", "stage")


@dataclass(frozen=True, slots=True)
class ResultImage:
    """A picture beside the result's file, blacked out where it must be, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class DisclosureReview:
    """Who found that it may be public, when and why (政府信息公开条例 arts 14-17)."""

    reviewed_by: str
    reviewed_on: date
    grounds: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The result was taken back; its page stays and says why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """One published result. `release` is the key of the list that its complaint was routed by.

    `reported` and `concluded` are months (YYYY-MM): a day could tell neighbours who complained. `verdict` is
    "" where nothing was to be found true or not. A withdrawn result has no texts and no images.
    """

    id: str
    title: str
    region: str
    department: str
    item: str
    release: str
    topics: tuple[str, ...]
    reported: str
    concluded: str
    verdict: str
    closing: str
    complaint: str
    outcome: str
    basis: tuple[Basis, ...]
    images: tuple[ResultImage, ...]
    disclosure: DisclosureReview
    published_on: date
    demonstration: bool
    withdrawn: Withdrawal | None = None

    @property
    def changed_on(self) -> date:
        """When it was published, or withdrawn."""
        return self.withdrawn.day if self.withdrawn else self.published_on

    @property
    def folder(self) -> str:
        """Where its file and pictures lie in content/: results/410105/2026."""
        region, year, _number = self.id.split("-")
        return f"results/{region}/{year}"
