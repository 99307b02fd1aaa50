"""Which lines of the record the security log repeats: log-ins, keys, rights, what was taken out."""

from __future__ import annotations

from intake.cases.events import Event

_KINDS = ("account:", "operator:", "partner:key:", "partner:token:")
_OTHERS = frozenset(
    {
        Event.CONTACT_REVEALED,
        Event.EVIDENCE_OPENED,
        Event.STATISTICS_EXPORTED,
        Event.INSPECTION_TABLE_EXPORTED,
        Event.LIST_EXPORTED,
        Event.OWN_DATA_EXPORTED,
        Event.CONTACT_CORRECTED,
        Event.CONTACT_ERASED_BY_OWNER,
        Event.HOLD_PLACED,
        Event.HOLD_RELEASED,
        Event.RESULT_WITHDRAWN,
    }
)


def is_of_security(event: Event) -> bool:
    """Whether the event belongs there."""
    return event.value.startswith(_KINDS) or event in _OTHERS
