"""Follow-ups: a thing to do for one person by a day, and why. People at the door have them, too, so they hang there."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.exchanges import Exchange
from contacts.models.important_dates import ImportantDate
from contacts.models.interactions import Interaction
from contacts.models.people import Person
from contacts.vocabulary import ClosedHow, FollowUpKind, FollowUpState, Reason

if TYPE_CHECKING:
    from contacts.models.accounts import User


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(person__owner=account, person__deleted_at__isnull=True)

    def audible(self) -> Self:
        """Without what concerns the archived, the left out and the deceased: kept, and silent."""
        return self.filter(person__archived_at__isnull=True, person__left_out_at__isnull=True, person__deceased=False)

    def open(self) -> Self:
        return self.filter(state=FollowUpState.OPEN)

    def due_by(self, day: date) -> Self:
        """Open, due on or before ``day`` on the owner's calendar, and not snoozed beyond it."""
        return self.open().filter(due_on__lte=day).filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=day))


class FollowUp(Addressed):
    """``source_key`` names what it comes from, so that planning twice is planning once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follow_ups")
    exchange = models.ForeignKey(Exchange, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups")
    important_date = models.ForeignKey(
        ImportantDate, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups"
    )
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    kind = models.CharField(_("kind"), max_length=16, choices=FollowUpKind)
    source_key = models.CharField(max_length=100)
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("what for"), max_length=500, blank=True)
    due_on = models.DateField(_("day"))
    repeat = models.CharField(
        _("repeats"), max_length=300, blank=True, help_text=_("An RFC 5545 rule with its first day; empty: once.")
    )
    # The day the budget let a nudge through; it stays through from then on. Other kinds need no leave.
    released_on = models.DateField(null=True, blank=True, editable=False)
    # The last local day on which a digest that was sent named it.
    announced_on = models.DateField(null=True, blank=True, editable=False)
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=FollowUpState, default=FollowUpState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_how = models.CharField(_("closed how"), max_length=12, choices=ClosedHow, blank=True)
    closed_by = models.ForeignKey(
        Interaction, null=True, blank=True, on_delete=models.SET_NULL, related_name="closed_follow_ups"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(FollowUpQuerySet)()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            # The sweep and Today read open ones by day; closed ones only pile up.
            models.Index(fields=["due_on", "person"], condition=Q(state="open"), name="contacts_followup_open_by_day"),
            # How much of the week's budget is used.
            models.Index(
                fields=["person", "released_on"],
                condition=Q(released_on__isnull=False),
                name="contacts_followup_released",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reason", "kind", "source_key"],
                name="contacts_followup_planned_once",
                violation_error_message=_("This follow-up is planned already."),
            ),
            models.CheckConstraint(
                condition=Q(state=FollowUpState.OPEN, closed_on__isnull=True, closed_how="")
                | (Q(state=FollowUpState.CLOSED, closed_on__isnull=False) & ~Q(closed_how="")),
                name="contacts_followup_closed_says_how",
                violation_error_message=_("A closed follow-up says when and how it was closed."),
            ),
            models.CheckConstraint(
                condition=~Q(source_key=""),
                name="contacts_followup_has_a_source",
                violation_error_message=_("A follow-up says what it comes from."),
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

    @property
    def shown_on(self) -> date:
        """The day it turns up: the end of its snooze, else the day it is due."""
        return self.snoozed_until or self.due_on
