"""What every kind of row is brought in by: one function a kind, handed a chunk at a time, and what it may ask.

For whoever writes one: a module of this package with a function `Apply`. It runs inside one open transaction with the
account's row locked (`by` is the owner), so that two imports of one account never meet. It writes what the rows make,
with ``batch`` on each row written, and notes the outcome of each row with `note`; the runner saves the rows, empties
their ``data`` and counts. Once more with the same rows must change nothing: a chunk whose transaction failed comes
again, whole or in halves, and the same file may come twice. Nothing is committed, and nobody is called, from in here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contacts.importers.rows import Row
from contacts.models import ImportBatch, ImportRow, Person, User
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.services.imports.packing import unpack
from contacts.vocabulary import HandleKind, ImportOutcome


class Apply(Protocol):
    """``rows`` are of one kind and WAITING, in the order of the file; of messages, whole conversations (``thread``),
    up to 20,000 rows of one at a time. Every row must have another outcome than WAITING afterwards.
    """

    def __call__(self, rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None: ...


@dataclass(frozen=True, slots=True)
class Me:
    """Who the account's owner is in the file: normal profile address (empty where nobody knows), folded names."""

    profile: str = ""
    names: frozenset[str] = frozenset()

    def is_me(self, *, name: str, profile: str) -> bool:
        """By the address where both have one, else by the name."""
        normal = normal_handle(HandleKind.PROFILE, profile) if profile else ""
        if normal and self.profile:
            return normal == self.profile
        return bool(name) and fold(name) in self.names


def me_of(batch: ImportBatch) -> Me:
    """As the user said at the preview, or else as it was guessed there. What was said takes the guess's name away."""
    about, choices = batch.about, batch.choices
    if "me" in choices:
        names = {*about.get("own_names", ()), fold(choices.get("me_name", ""))} - {""}
        return Me(choices["me"], frozenset(names))
    return Me(normal_handle(HandleKind.PROFILE, about.get("me", "")), frozenset(about.get("me_names", ())))


def row_of(row: ImportRow) -> Row:
    """The row of the file that this one keeps. Raises ValueError once it was dealt with."""
    return unpack(row.data, kind=row.kind, part=row.part, line=row.line)


def note(
    row: ImportRow,
    *,
    outcome: ImportOutcome,
    person: Person | None = None,
    why: str = "",
    told: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Say what became of a row, on the object alone. ``why`` is a code of `contacts.wording_imports`."""
    row.outcome, row.why, row.told, row.changes = outcome, why, dict(told or {}), dict(changes or {})
    row.person_id = person.pk if person is not None else None
