"""Kinds of referral as frozen objects: to whom a case or a lead in it goes, with what, and who may see it."""

from dataclasses import dataclass

from registry.model import Basis


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One paper of the list of enclosures (材料清单)."""

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class ReferralKind:
    """One kind of referral (policy, articles 18, 22 to 26).

    `letter` is what the letter is called; `department` whose organ usually receives it, or empty.
    `whole`: the case stops here and waits; else only a lead goes and the case is worked on.
    `confidential`: known only to those with the right to it.
    `identity` is never, or on_reason: sealed unless opened for a reason.
    `profile` is the clock profile whose clocks run beside the case's own, or empty. `evidence` says where the
    enclosures come from: original (the article was read), secondary, or default (no law lists them).
    """

    id: str
    name: str
    letter: str
    department: str
    whole: bool
    confidential: bool
    identity: str
    profile: str
    basis: tuple[Basis, ...]
    enclosures: tuple[Enclosure, ...]
    source: str
    evidence: str
    note: str
