"""Special reports and work plans as published, and the rules they are due by (policy, articles 10–13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from registry.results.case_result import DisclosureReview

GOVERNMENT = "government"  # stands for a department where party committee and government report together
MARKS = ("start", "middle", "end")  # 年初部署、年中落实、年末总结
STATUSES = ("planned", "under_way", "done", "dropped")
FIGURES = (
    *("received", "closed", "on_time", "overdue"),
    *("found_true", "found_largely_true", "found_partly_true", "found_untrue"),
)
ARTICLES = ("14", "15", "16")  # 政府信息公开条例: why something is not made public

Figures = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """Who reports: a department of a region, or (GOVERNMENT) its party committee and government together."""

    region: str
    department: str

    @property
    def key(self) -> str:
        """410000/ecology, 410100/government"""
        return f"{self.region}/{self.department}"

    @property
    def is_government(self) -> bool:
        """Whether it is a party committee and government, one document with two issuers."""
        return self.department == GOVERNMENT


@dataclass(frozen=True, slots=True)
class Names:
    """What party committee and government of a level or of one region are called; rules as of organs."""

    level: str
    region: str
    party: str
    government: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How reports to the party committees and governments of a level (or of one region) are due.

    `due_month`: due on its last day, in the year after; `warn_days` are working days before that, longest
    first; `publish_days` working days from formation; `marks` are the days (month, day) of a plan's three
    marks.
    """

    level: str
    region: str
    due_month: int
    warn_days: tuple[int, ...]
    publish_days: int
    marks: Mapping[str, tuple[int, int]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class AnnualRules:
    """All of content/report_profiles.yaml. `superiors`: department → 上级主管部门 of the province's organ."""

    first_year: int
    names: tuple[Names, ...]
    profiles: tuple[Profile, ...]
    superiors: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Copy:
    """Somebody the report was sent to, and the receipt: when it came and under which number."""

    to: str
    received_on: date | None
    number: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """What the public edition leaves out: the place, the article (ARTICLES) and the reason."""

    place: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """What is told of one led item. `figures` has all of FIGURES, or none where cases were not counted.

    A figure is None where it is below five or would give such a one away.
    """

    item: str
    matter: str
    text: str
    figures: Figures = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Report:
    """The public edition of a special report. `unit` is a department id or GOVERNMENT.

    `releases` are the keys of the lists whose items it answers; `unanswered` are items without a block, with
    the reason given. `formed_on` starts the clock of publication.
    """

    region: str
    unit: str
    year: int
    title: str
    issuers: tuple[str, ...]
    releases: tuple[str, ...]
    formed_on: date
    sent_on: date
    copies: tuple[Copy, ...]
    unanswered: Mapping[str, str] = field(hash=False)
    redactions: tuple[Redaction, ...]
    disclosure: DisclosureReview
    published_on: date
    demonstration: bool
    duties: str
    items: tuple[ReportedItem, ...]

    @property
    def key(self) -> str:
        """410000/ecology/2025"""
        return f"{self.region}/{self.unit}/{self.year}"

    @property
    def by(self) -> Unit:
        """Whose report it is."""
        return Unit(self.region, self.unit)

    @property
    def answered(self) -> tuple[str, ...]:
        """The ids of its items; cheap where what it tells of them still lies in a store."""
        kept: tuple[str, ...] | None = getattr(self.items, "answered", None)
        return tuple(each.item for each in self.items) if kept is None else kept


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A key task with its measures; `items` are the list items it is about, `status` one of STATUSES."""

    task: str
    measures: str
    items: tuple[str, ...]
    due_on: date | None
    status: str
    progress: str


@dataclass(frozen=True, slots=True)
class PlanMark:
    """One of the year's three marks (MARKS): due, done, and what was done."""

    mark: str
    due_on: date
    done_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A work plan (policy, article 10) that its unit declared public; `number`, `filed_on`: filed (备案)."""

    region: str
    unit: str
    year: int
    title: str
    goals: str
    tasks: tuple[PlanTask, ...]
    number: str
    filed_on: date
    marks: tuple[PlanMark, ...]
    disclosure: DisclosureReview
    published_on: date
    demonstration: bool

    @property
    def key(self) -> str:
        """410000/ecology/2026"""
        return f"{self.region}/{self.unit}/{self.year}"

    @property
    def by(self) -> Unit:
        """Whose plan it is."""
        return Unit(self.region, self.unit)
