"""Accounts: welcomed, invited, set up, closed. Signing in itself is allauth's."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from contacts.errors import Refused
from contacts.models import Circle, Contact, Event, Exchange, ImportBatch, Interaction, Invitation, Person, User
from contacts.models.accounts import validate_time_zone
from contacts.rules.numbers import LIMITS, OF_STANDINGS, Numbers, changed, is_allowed
from contacts.services.exports.ordering import remove_exports
from contacts.services.kept_mail import forget_digests
from contacts.services.people import erase_people
from contacts.services.planning import replan_account, settle_account
from contacts.services.private_files import remove_private

UNDO_DAYS = 30
CLOSE_AFTER = timedelta(days=7)
AT_ONCE = 200
FIRST_CIRCLES = ((N_("Monthly"), 30), (N_("Quarterly"), 91), (N_("Yearly"), 365))
SETTINGS = frozenset(
    {
        "time_zone",
        "working_days",
        "digest_days",
        "digest_at",
        "digest_detail",
        "paused_until",
        "has_shortcuts",
    }
)


@transaction.atomic
def open_account(*, email: str, password: str) -> User:
    """Open an account for somebody, also while sign-up is closed; their e-mail counts as confirmed. Raises Refused."""
    email = email.strip().lower()
    if EmailAddress.objects.filter(email=email, verified=True).exists():
        raise Refused(_("There is an account with this e-mail already. Sign in instead."))
    try:
        validate_password(password, User(email=email))
        account = User.objects.create_user(email, password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    welcome(account=account)
    return account


@transaction.atomic
def welcome(*, account: User, time_zone: str = "") -> None:
    """Give a new account its first circles, and the browser's time zone where it is known. Twice is once."""
    for name, cadence_days in FIRST_CIRCLES:
        Circle.objects.get_or_create(owner=account, name=_(name), defaults={"cadence_days": cadence_days})
    adopt_time_zone(by=account, name=time_zone)


@transaction.atomic
def adopt_time_zone(*, by: User, name: str) -> bool:
    """Take over the browser's time zone, unless one was chosen by hand or the name is unknown. True if it changed."""
    if by.time_zone_chosen or name == by.time_zone:
        return False
    try:
        validate_time_zone(name)
    except ValidationError:
        return False
    today_was = timezone.localdate(timezone=by.tz)
    by.time_zone = name
    by.save(update_fields=["time_zone"])
    _judge_by_an_earlier_day(by, today_was)
    return True


@transaction.atomic
def change_settings(*, by: User, values: Mapping[str, Any]) -> User:
    """Change some of `SETTINGS`. Raises Refused, naming the field. A time zone given here counts as chosen by hand.

    New working days move what is planned on a computed day.
    """
    unknown = set(values) - SETTINGS
    if unknown:
        raise ValueError(f"Not settings: {sorted(unknown)}.")
    account = _held(by)
    moved = values.get("working_days", account.working_days) != account.working_days
    today_was = timezone.localdate(timezone=account.tz)
    for name, value in values.items():
        setattr(account, name, value)
    if "time_zone" in values:
        account.time_zone_chosen = True
    try:
        account.clean_fields()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field) from None
    account.save()
    _judge_by_an_earlier_day(account, today_was)
    if moved:
        replan_account(by=account)
    return account


def _judge_by_an_earlier_day(account: User, today_was: date) -> None:
    """Farther west it may be yesterday again, which no sweep expects. To a later day the next one brings everybody."""
    if timezone.localdate(timezone=account.tz) < today_was:
        settle_account(by=account)


@transaction.atomic
def change_numbers(*, by: User, numbers: Numbers) -> User:
    """Change the numbers of the rules; `Numbers()` is back to usual. Raises Refused, naming the field.

    Standings that rest on another number are judged anew, and whatever was planned by one is planned anew; the budget
    for nudges is looked at each day.
    """
    for name, value in asdict(numbers).items():
        if not is_allowed(name, value):
            lowest, highest = LIMITS[name]
            told = {"lowest": lowest, "highest": highest}
            raise Refused(_("Choose a number from %(lowest)d to %(highest)d.") % told, field=name)
    account = _held(by)
    before = account.numbers
    account.own_numbers = changed(numbers)
    account.save(update_fields=["own_numbers"])
    others = {name for name, value in asdict(numbers).items() if value != getattr(before, name)}
    if others & OF_STANDINGS:
        settle_account(by=account)
    if others - OF_STANDINGS - {"nudges_a_week", "door_months"}:
        replan_account(by=account)
    return account


def _held(account: User) -> User:
    """The account, held against other changes of it. Whoever holds one of its people may still add what is its own."""
    return User.objects.select_for_update(no_key=True).get(pk=account.pk)


def is_sign_up_open() -> bool:
    """Whether anybody may open an account: with ``OPEN_SIGNUP``, and while the house has none.

    Inside a transaction sign-ups then go one after the other, so that a second one sees the first account.
    """
    if settings.OPEN_SIGNUP:
        return True
    if transaction.get_connection().in_atomic_block:
        # A row that is there before any account is.
        ContentType.objects.select_for_update().get(app_label=User._meta.app_label, model=User._meta.model_name)
    return is_empty_house()


def is_empty_house() -> bool:
    """Whether nobody has opened an account yet."""
    return not User.objects.opened_by_people().exists()


def may_invite(account: User) -> bool:
    """The first account of the house invites."""
    return account.pk == User.objects.opened_by_people().order_by("pk").values_list("pk", flat=True).first()


@transaction.atomic
def invite(*, by: User) -> Invitation:
    """Leave for one more account, for 14 days. Raises Refused for anybody but the first account."""
    if not may_invite(by):
        raise Refused(_("Only the account that opened this house can invite."))
    return Invitation.objects.create(invited_by=by)


@transaction.atomic
def revoke_invitation(*, by: User, invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk, invited_by=by, accepted_at__isnull=True).delete()


def find_invitation(token: str) -> Invitation | None:
    """The open invitation with this token, if there is one."""
    row = Invitation.objects.filter(token=token).first() if token else None
    return row if row and row.is_open(timezone.now()) else None


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> bool:
    """Use up an invitation. False where it is used or too old."""
    row = Invitation.objects.select_for_update().filter(token=token).first()
    if row is None or not row.is_open(timezone.now()):
        return False
    row.accepted_by, row.accepted_at = by, timezone.now()
    row.save(update_fields=["accepted_by", "accepted_at"])
    return True


@transaction.atomic
def close_account(*, by: User) -> User:
    """Ask for the account to be deleted in seven days; `keep_account` takes it back. Asked again, the day stays."""
    account = _held(by)
    if account.closes_at is None:
        account.closes_at = timezone.now() + CLOSE_AFTER
        account.save(update_fields=["closes_at"])
    by.closes_at = account.closes_at
    return account


@transaction.atomic
def keep_account(*, by: User) -> User:
    """Take back that the account is to be deleted. Raises Refused once the deleting has begun."""
    account = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).first()
    if account is None:
        raise Refused(_("The days are over, and the account is being deleted."))
    account.closes_at = None
    account.save(update_fields=["closes_at"])
    by.closes_at = None
    return account


def delete_closed(*, at: datetime | None = None) -> int:
    """Delete for good the accounts whose seven days are over. Answers how many went.

    Step by step, so that nobody else waits: the account is shut first, then its people go some at a time, then all
    that is left. Ended half-way, the next time goes on.
    """
    gone = 0
    due = User.objects.filter(closes_at__lte=at or timezone.now()).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)):
        if not _shut(pk, at=at):
            continue
        while keys := list(Person.everything.filter(owner=pk).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                list(Person.everything.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
                Person.everything.filter(pk__in=keys).delete()
        delete_account(by=User(pk=pk))
        gone += 1
    return gone


@transaction.atomic
def _shut(pk: int, *, at: datetime | None) -> bool:
    """Nobody signs in any more; False where they kept the account this very moment."""
    account = User.objects.select_for_update().filter(pk=pk, closes_at__lte=at or timezone.now()).first()
    if account is None:
        return False
    account.is_active = False
    account.save(update_fields=["is_active"])
    _sign_out_everywhere(account)
    return True


def _sign_out_everywhere(account: User) -> None:
    # A session knows by which address one signed in; whose it is stands inside, so each has to be opened.
    theirs = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(account.pk)]
    Session.objects.filter(pk__in=theirs).delete()


@transaction.atomic
def delete_account(*, by: User) -> None:
    """Remove the account and everything in it, its files included, for good and at once (E-61), and sign it out
    everywhere. A page asks for `close_account` instead.
    """
    # Locked first: whoever is writing into it at this moment ends before it goes.
    account = User.objects.select_for_update().filter(pk=by.pk).first()
    if account is None:
        return
    list(Person.everything.owned_by(account).order_by("pk").select_for_update().values_list("pk", flat=True))
    # Contacts first: they restrict the interactions that founded them.
    Contact.objects.filter(person__owner=account).delete()
    _sign_out_everywhere(account)
    forget_digests(account_id=account.pk)
    remove_private(names=[row.file.name or "" for row in ImportBatch.objects.filter(owner=account).exclude(file="")])
    remove_exports(owner_id=account.pk)
    account.delete()


def purge() -> int:
    """Remove for good what was deleted more than 30 days ago. Returns the number of rows, children included."""
    before = timezone.now() - timedelta(days=UNDO_DAYS)
    gone = 0
    for model in (Exchange, Interaction, Event):
        with transaction.atomic():
            gone += model.everything.deleted_before(before).delete()[0]
    people = Person.everything.deleted_before(before)
    with transaction.atomic():
        # No digest has named them since they were deleted.
        for owner_id, last_on in people.values_list("owner_id").annotate(last_on=Max("deleted_at")):
            forget_digests(account_id=owner_id, made_before=last_on)
    # Some at a time: thousands may have been deleted in one step, and nobody else is to wait for that.
    while keys := list(people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            still = people.filter(pk__in=keys).order_by("pk").select_for_update()
            gone += erase_people(ids=list(still.values_list("pk", flat=True)))
    return gone
