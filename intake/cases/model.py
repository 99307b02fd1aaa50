"""What a complaint, a case and the people who handle it are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.cases.coordinates import to_gcj02
from intake.cases.routing import Certificate
from intake.cases.states import State
from registry.languages import CHINESE


class Role(StrEnum):
    """What a member of staff is: of one organ (the first four), of a coordinating office, of the record only,
    of the accounts only; the last is no person but another system, bound to one organ or a hotline."""

    CLERK = "clerk"
    UNIT_HEAD = "unit_head"
    DEPARTMENT_HEAD = "department_head"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


PERSON_ROLES = tuple(role for role in Role if role is not Role.MACHINE)
ORGAN_ROLES = frozenset({Role.CLERK, Role.UNIT_HEAD, Role.DEPARTMENT_HEAD, Role.REVIEWER})


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody signed in. `department` is a department id after succession; None outside organs. `key`: of a
    machine, the name of the key by which it acts, for the record."""

    id: int
    login: str
    name: str
    role: Role
    region: str
    department: str | None
    must_change_password: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a complainant, whether to tell them of progress unasked, and in which language: the one
    they filed in.

    Kept encrypted, apart from the case; never in a log or an index.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    notify: bool = True
    language: str = CHINESE

    @property
    def in_chinese(self) -> bool:
        """Whether they are written to in Chinese alone."""
        return self.language == CHINESE


@dataclass(frozen=True, slots=True)
class Location:
    """Where it happens: a region code (county or above), an address in words, WGS-84 degrees."""

    region: str | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def on_maps(self) -> tuple[float, float] | None:
        """The position as maps in China draw it (GCJ-02)."""
        if self.latitude is None or self.longitude is None:
            return None
        return to_gcj02((self.latitude, self.longitude))


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a citizen says. `item` is the list item they chose; `contact` is None when anonymous.

    `occurred_at` is in the citizen's own words or an ISO date; `ongoing` None means not said.
    """

    text: str
    title: str = ""
    location: Location = Location()
    item: str | None = None
    occurred_at: str = ""
    ongoing: bool | None = None
    contact: Contact | None = None


class EvidenceKind(StrEnum):
    """What an uploaded file was found to be by its content."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One stored file. `id` is random; `name` is ours (照片1.jpg): senders' own may identify them."""

    id: str
    kind: EvidenceKind
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the case: the organ of `department` in `region`; None: that region's coordinating office."""

    region: str
    department: str | None = None


class Verdict(StrEnum):
    """Whether what the complaint says was found to be so."""

    TRUE = "true"
    LARGELY_TRUE = "largely_true"
    PARTLY_TRUE = "partly_true"
    UNTRUE = "untrue"


class Closing(StrEnum):
    """How a case was closed: for good, or for the time being (阶段性办结), to be taken up again."""

    DONE = "done"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Case:
    """A filed complaint and where it stands. Its `complaint.contact` is always None: see `has_contact`.

    `office_region`: whose coordinating office sent it to its owner, and answers for that. `profile`: its
    clock profile, chosen at acceptance. `next_due_at`: by when an organ must act next. `restricted`: it
    accuses an organ, so only that office and those above it see it beside its owner (信访工作条例 art. 30).
    """

    id: int
    number: str
    version: int
    state: State
    owner: Owner
    complaint: Complaint
    certificate: Certificate
    source: str
    filed_at: datetime
    updated_at: datetime
    has_contact: bool
    office_region: str
    restricted: bool = False
    assignee_id: int | None = None
    answer: str | None = None
    verdict: Verdict | None = None
    closing: Closing | None = None
    profile: str | None = None
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the complainant is shown after the complaint is stored. `code` is 20 digits without spaces;
    `together`: it goes along with a case that is being handled already. `certificate` is None while many file
    at once and it waits for its turn to be routed."""

    code: str
    case_number: str
    certificate: Certificate | None
    filed_at: datetime
    together: bool = False
