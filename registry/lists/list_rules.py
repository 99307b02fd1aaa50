"""Judges lists as a whole: one lead for a matter at a time, a basis in force, decisions carried out."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from registry.draft import Citation, Draft
from registry.grouping import grouped
from registry.lists.periods import with_ends
from registry.model import Claim, Release


def check_lists(draft: Draft) -> None:
    """Note every fault that only shows between files."""
    _check_release_order(draft)
    _check_single_lead(draft)
    _check_leads_have_organs(draft)
    _check_citations(draft)
    _check_decisions(draft)
    _check_demonstration(draft)


def _check_release_order(draft: Draft) -> None:
    """A later release takes effect later, or which one is in force could not be told."""
    releases = sorted(draft.releases.values(), key=lambda release: release.key)
    for earlier, later in pairwise(releases):
        same_list = (earlier.region, earlier.department) == (later.region, later.department)
        if same_list and date.min < later.effective_from <= earlier.effective_from:
            was = f"上一版（{earlier.release}）的 {earlier.effective_from}"
            message = f"施行日期 {later.effective_from} 不晚于{was}"
            draft.notes.fault(draft.release_spots[later.key], "release-order", message)


def _check_single_lead(draft: Draft) -> None:
    """Two departments of one region may not lead the same matter on the same day (policy, article 6).

    Noted at each of the items, for nobody but the two departments can say which is wrong.
    """
    by_region = grouped((release.region, release) for release in with_ends(draft.releases.values()))
    for releases in by_region.values():
        for matter in _led_by_several(releases):
            claims = [(each, claim) for each in releases for claim in each.claims if claim.id == matter]
            _check_claims(draft, claims)


def _led_by_several(releases: Iterable[Release]) -> list[str]:
    """The matters that lists of several departments hold, on whatever days; nearly always none."""
    led = grouped((release.department, _matters(release)) for release in releases)
    of_each = [frozenset().union(*matters) for matters in led.values()]
    seen: set[str] = set()
    twice: set[str] = set()
    for matters in of_each:
        twice |= seen & matters
        seen |= matters
    return sorted(twice)


def _matters(release: Release) -> set[str]:
    return {claim.id for claim in release.claims}


def _check_claims(draft: Draft, claims: list[tuple[Release, Claim]]) -> None:
    for release, claim in claims:
        rival = next((other for other, _ in claims if _rivals(other, release)), None)
        if rival is not None:
            _note_two_leads(draft, claim, rival, release)


def _rivals(one: Release, other: Release) -> bool:
    overlap = one.effective_from <= _last_day(other) and other.effective_from <= _last_day(one)
    return overlap and one.department != other.department


def _last_day(release: Release) -> date:
    return release.effective_to or date.max


def _note_two_leads(draft: Draft, item: Claim, rival: Release, release: Release) -> None:
    other = draft.item_spots[rival.key, item.id]
    message = (
        f"同一地区（{release.region}）的“{item.id} {item.matter}”同时有两个牵头部门："
        f"{release.department} 与 {rival.department}（{other.file} 第{other.line}行）"
    )
    draft.notes.fault(draft.item_spots[release.key, item.id], "two-leads", message)


def _check_leads_have_organs(draft: Draft) -> None:
    """A lead department must have an organ to send a complaint to."""
    named = {department for _, department in draft.organs}
    for release in draft.releases.values():
        department = draft.departments.get(release.department)
        if department is not None and not department.organs and release.department not in named:
            message = f"“{department.name}”没有机关名称规则，不能作牵头部门：举报无处可转"
            draft.notes.fault(draft.release_spots[release.key], "no-organ", message)


def _check_citations(draft: Draft) -> None:
    newest = max((release.effective_from for release in draft.releases.values()), default=date.min)
    for citation in dict.fromkeys(draft.citations):
        on = newest if citation.on is None else citation.on
        if on > date.min:
            _check_in_force(draft, citation, on)


def _check_in_force(draft: Draft, citation: Citation, on: date) -> None:
    basis = citation.basis
    statute = draft.statutes.get(basis.statute)
    if statute is None:
        return
    valid_from = basis.valid_from or statute.valid_from
    valid_to = basis.valid_to or statute.valid_to
    if valid_to is not None and valid_to < on:
        instead = f"，改引《{statute.replaced_by}》" if statute.replaced_by else ""
        message = f"依据{basis.citation}的效力止于 {valid_to}，不能作 {on} 施行的依据{instead}"
        draft.notes.fault(citation.spot, "repealed-basis", message)
    if valid_from is not None and on < valid_from:
        message = f"依据{basis.citation}自 {valid_from} 起施行，{on} 时尚未生效"
        draft.notes.fault(citation.spot, "basis-not-yet-valid", message)


def _check_decisions(draft: Draft) -> None:
    """A lead decision is worth nothing until a list of that region and department carries it out."""
    carried_out = set()
    for release in draft.releases.values():
        for claim in release.claims:
            carried_out.add(claim.decision)
            if claim.decision:
                _check_decision_fits(draft, release, claim)
    for decision_id, decision in draft.lead_decisions.items():
        if decision_id not in carried_out:
            spot = draft.notes.declared["decision"][decision_id]
            message = f"牵头意见“{decision_id}”（{decision.matter}）没有任何清单落实"
            draft.notes.fault(spot, "decision-not-carried-out", message)


def _check_decision_fits(draft: Draft, release: Release, item: Claim) -> None:
    decision = draft.lead_decisions.get(item.decision)
    if decision is None:
        return
    decided = (decision.region, decision.department, decision.matter)
    if decided != (release.region, release.department, item.id):
        message = f"引用的牵头意见“{decision.id}”说的是 {'/'.join(decided)}，与本事项不符"
        draft.notes.fault(draft.item_spots[release.key, item.id], "decision-mismatch", message)


def _check_demonstration(draft: Draft) -> None:
    """While the site says that all of it is demonstration data, every record says so too."""
    declared = draft.notes.declared
    marked = [(release.demonstration, draft.release_spots[key]) for key, release in draft.releases.items()]
    marked += [(one.demonstration, declared["decision"][key]) for key, one in draft.lead_decisions.items()]
    marked += [
        (one.demonstration, declared["matter"][key]) for key, one in draft.matters_without_lead.items()
    ]
    for demonstration, spot in marked:
        if not demonstration:
            draft.notes.fault(spot, "not-demonstration", "未标明是示范数据：应写 demonstration: true")
