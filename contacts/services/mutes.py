"""Mutes: a rule that the user does not want to hear, for one person or for the whole account. Kept until unmuted."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Exchange, FollowUp, ImportantDate, Mute, Person, User
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person
from contacts.services.planning import replan_people
from contacts.vocabulary import MUTABLE_REASONS, ExchangeState, Reason, Side

BECAUSE_LENGTH = 500


@transaction.atomic
def mute(*, by: User, rule: str, person: Person | None = None, because: str = "") -> Mute:
    """Stop planning what this rule asks for, for one person or everybody, and close what is open of it.

    ``because`` is the user's own reason. Twice is once: the newer reason stands, and none leaves the one there is.
    Raises Refused for a rule that cannot be muted, for a reason of more than 500 characters, and for a person who is
    gone or somebody else's.
    """
    because = clean_line(because)
    if len(because) > BECAUSE_LENGTH:
        raise Refused(_("Say why in at most 500 characters."), field="because")
    if rule not in MUTABLE_REASONS:
        raise Refused(_("This cannot be muted. A promise can be dropped, a reminder stopped."), field="rule")
    people = _touched(by, Reason(rule), person)
    row, created = Mute.objects.get_or_create(owner=by, person=person, rule=rule, defaults={"because": because})
    if created:
        replan_people(people=people, by=by)
    elif because and row.because != because:
        row.because = because
        row.save(update_fields=["because"])
    return row


@transaction.atomic
def unmute(*, by: User, mute: Mute) -> None:
    """Let a rule speak again, and plan what it asks for. What is gone already, or somebody else's, changes nothing."""
    row = Mute.objects.select_related("person").filter(pk=mute.pk, owner=by).first()
    if row is None:
        return
    # Somebody deleted is planned anew when they are brought back.
    alive = row.person is None or row.person.deleted_at is None
    people = _touched(by, Reason(row.rule), row.person) if alive else []
    row.delete()
    replan_people(people=people, by=by)


def _touched(by: User, rule: Reason, person: Person | None) -> list[Person]:
    """Whose plan the rule may have a word in, locked."""
    if person is not None:
        return [lock_person(by=by, person_id=person.pk)]
    waiting = FollowUp.objects.open().filter(person=OuterRef("pk"), reason=rule)
    people = Person.objects.owned_by(by).filter(Q(Exists(waiting)) | _asked_for(rule))
    return list(people.order_by("pk").select_for_update(of=("self",)))


def _asked_for(rule: Reason) -> Q:
    """Of people: whether there is something that the rule could plan from."""
    theirs = Exchange.objects.filter(person=OuterRef("pk"), giver=Side.THEM)
    circles = Q(contact__own_cadence_days__isnull=True, contact__circle__cadence_days__isnull=False)
    asked_for: dict[Reason, Q] = {
        Reason.FIRST: Q(contact__isnull=False),
        Reason.ASK_ONLY: Q(contact__standing__ask_only_since__isnull=False),
        # It only says something: nothing is planned from it.
        Reason.THEIR_ASKS: Q(pk__in=[]),
        Reason.PROMISE: Q(Exists(theirs.promised())),
        Reason.GRATITUDE: Q(Exists(theirs.filter(state=ExchangeState.KEPT))),
        Reason.KEEP_IN_TOUCH: Q(contact__own_cadence_days__gt=0) | circles,
        Reason.DATE: Q(Exists(ImportantDate.objects.filter(person=OuterRef("pk")))),
    }
    return asked_for[rule]
