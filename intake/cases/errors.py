"""Why a use case was refused. Every message is plain Chinese and may be shown to the person who asked."""

from __future__ import annotations

from collections.abc import Mapping


class CaseworkError(Exception):
    """The base of all refusals; `message` is what to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(CaseworkError):
    """No such case, draft or file, or none that this person may know of."""


class NotPermitted(CaseworkError):
    """This person may not do this."""


class StaleCase(CaseworkError):
    """Somebody else acted on the case since it was shown."""


class BadTransition(CaseworkError):
    """The state of the case does not allow the action."""


class BadInput(CaseworkError):
    """Something typed at the desk is missing or unknown; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ComplaintRefused(CaseworkError):
    """The complaint cannot be filed as it is; `faults` maps each field to what is wrong with it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()))
        self.faults = dict(faults)


class IdempotencyConflict(CaseworkError):
    """The same idempotency key came with a different complaint."""


class EvidenceRefused(CaseworkError):
    """A file was not taken; the message says why and what to do."""


class ProofRefused(CaseworkError):
    """The proof of work or the plain question was not solved, is too old, or was used before."""


class LoginRefused(CaseworkError):
    """Wrong login or password; never says which."""


class Throttled(CaseworkError):
    """Too many attempts; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
