"""Offers: what the user can give to whoever needs it. Nobody was offered anything yet; see exchanges.py for that."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Offer, User
from contacts.rules.texts import clean_line
from contacts.services.exchanges import checked_category
from contacts.services.locks import made_by_form, refuse_foreign_key

WHAT_LENGTH = 200


@transaction.atomic
def add_offer(*, by: User, entry_key: UUID, what: str, category: str = "") -> Offer:
    """Put something on the list; the same form sent twice is one row. ``category`` is a `Category`, or empty.

    Raises Refused for a text that stands there, one that says nothing, and a kind that there is not.
    """
    what, category = _checked(what), checked_category(category)
    refuse_foreign_key(Offer.objects.all(), by=by, entry_key=entry_key, owner="owner")
    made, key = made_by_form(
        Offer.objects.filter(owner=by),
        entry_key=entry_key,
        content=(what, category),
        is_same=lambda row: (row.what, row.category) == (what, category),
    )
    return made or _saved(Offer(owner=by, entry_key=key, category=category), what)


@transaction.atomic
def edit_offer(*, by: User, offer: Offer, what: str, category: str | None = None) -> Offer:
    """Say it otherwise; without a ``category`` its kind stays. Raises Refused as `add_offer`, and where it is gone."""
    row = Offer.objects.select_for_update().filter(pk=offer.pk, owner=by).first()
    if row is None:
        raise Refused(_("This is no longer on your list. Perhaps you deleted it in another tab."))
    if category is not None:
        row.category = checked_category(category)
    return _saved(row, _checked(what))


@transaction.atomic
def delete_offer(*, by: User, offer: Offer) -> None:
    """Take it off the list. What was offered to somebody already stays with them."""
    Offer.objects.filter(pk=offer.pk, owner=by).delete()


def _checked(what: str) -> str:
    what = clean_line(what)
    if not what:
        raise Refused(_("Say in a few words what you can give."), field="what")
    if len(what) > WHAT_LENGTH:
        raise Refused(_("Say it in at most 200 characters."), field="what")
    return what


def _saved(row: Offer, what: str) -> Offer:
    row.what = what
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("This stands on your list already."), field="what") from None
    return row
