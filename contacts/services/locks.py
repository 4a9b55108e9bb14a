"""One writer per person at a time, and one owner per form: what every verb makes sure of first."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Person, User
from contacts.rules.days import is_too_far_ahead
from contacts.wording import FAR_AHEAD

Row = TypeVar("Row", bound=Model)


def hold_account(*, account_id: int) -> User | None:
    """The account's row, locked until the transaction ends; before any person of it is. None where it is gone.

    For verbs that look whether somebody is there before they make them.
    """
    return User.objects.select_for_update(no_key=True).filter(pk=account_id).first()


def lock_people(*, by: User, ids: Iterable[int]) -> dict[int, Person]:
    """These people, locked in the order of their keys so that two verbs cannot wait for each other.

    Raises Refused where one is gone, deleted, or somebody else's. Runs inside the caller's transaction.
    """
    wanted = sorted(set(ids))
    found = {
        person.pk: person
        for person in Person.objects.owned_by(by).filter(pk__in=wanted).order_by("pk").select_for_update()
    }
    if len(found) != len(wanted):
        raise Refused(_("This person is no longer here. Perhaps you deleted them in another tab."))
    return found


def lock_person(*, by: User, person_id: int) -> Person:
    """One person, as `lock_people`."""
    return lock_people(by=by, ids=[person_id])[person_id]


def refuse_silent(*, person: Person, field: str | None = None) -> None:
    """Raise Refused for what nobody would hear of: nothing is due for the archived, the left out and the deceased."""
    if person.deceased:
        sentence = _("%(name)s is noted as deceased, so nothing is due for them.")
    elif person.left_out_at is not None:
        sentence = _("%(name)s is left out for good, so nothing is due for them. Let them in again first.")
    elif person.archived_at is not None:
        sentence = _("%(name)s is archived, so nothing is due for them. Bring them back first.")
    else:
        return
    raise Refused(sentence % {"name": person.name}, field=field)


def refuse_far_ahead(day: date, *, today: date, field: str) -> None:
    """Raise Refused for a day more than 100 years ahead: a slip of the keyboard that nobody would see again."""
    if is_too_far_ahead(day, today=today):
        raise Refused(str(FAR_AHEAD), field=field)


def refuse_foreign_key(rows: QuerySet[Any], *, by: User, entry_key: UUID, owner: str = "person__owner") -> None:
    """Raise Refused where the key of this form belongs to a row of another account: a tampered or a stale form."""
    if rows.filter(entry_key=entry_key).exclude(**{owner: by}).exists():
        raise Refused(_("This form cannot be used any more. Reload the page and save again."))


def made_by_form(
    rows: QuerySet[Row], *, entry_key: UUID, content: object, is_same: Callable[[Row], bool]
) -> tuple[Row | None, UUID]:
    """The row that this very form made before, or None and the key under which to write one.

    ``rows`` hold deleted ones, too. A form sent with other words (Back, change, save), or one whose row went meanwhile,
    gets a key that comes from its ``content``: sent twice, it is one row again.
    """
    key, again = entry_key, 0
    while (row := rows.filter(entry_key=key).first()) is not None:
        if is_same(row):
            return row, key
        again += 1
        key = uuid5(entry_key, f"{content!r}:{again}")
    return None, key
