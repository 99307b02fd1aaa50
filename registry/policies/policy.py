"""Policy documents (policy, article 7): who issued them, whether they hold, what items they bear on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Policy:
    """One document. `document` is its number, "" when not recorded; `status`: in_force, amended or repealed.

    `links`: paragraph number as printed (十二, 3) → ids of the items that carry it out.
    """

    id: str
    title: str
    issuer: str
    document: str
    issued_on: date
    disclosure: str
    status: str
    source: str
    demonstration: bool
    body_markdown: str
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a document asks for. `paragraph` is its number as printed, `line` its line, from 1.

    `lead` are departments said to lead, `others` those named besides (ids); `bodies` are others that are
    no departments of ours (人民法院). A task that names nobody is `unassigned` (policy, article 7).
    """

    paragraph: str
    title: str
    text: str
    line: int
    lead: tuple[str, ...]
    others: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def unassigned(self) -> bool:
        """Whether nobody in particular is named."""
        return not (self.lead or self.others or self.bodies)
