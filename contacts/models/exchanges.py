"""Exchanges: one favour from ask or offer to outcome, and the interactions that speak of it."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed, Deletable, DeletableQuerySet, Versioned
from contacts.models.interactions import Interaction
from contacts.models.people import Person
from contacts.vocabulary import SETTLED_STATES, UNSETTLED_STATES, Category, ExchangeState, MentionKind, Side, Size

SETTLED = Q(state__in=sorted(SETTLED_STATES))

if TYPE_CHECKING:
    from contacts.models.accounts import User


class ExchangeQuerySet(DeletableQuerySet):
    def owned_by(self, account: "User") -> Self:
        return self.filter(person__owner=account, person__deleted_at__isnull=True)

    def favours(self) -> Self:
        """Without what is simply part of the work done together."""
        return self.filter(our_work=False)

    def promised(self) -> Self:
        return self.filter(state=ExchangeState.PROMISED)

    def unsettled(self) -> Self:
        return self.filter(state__in=sorted(UNSETTLED_STATES))


class HeldExchanges(models.Manager.from_queryset(ExchangeQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ExchangeQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Exchange(Addressed, Versioned, Deletable):
    """One favour. It hangs on the person, not on an interaction: deleting the note does not undo the favour."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exchanges")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    giver = models.CharField(_("who gives"), max_length=4, choices=Side)
    asked = models.BooleanField(_("it was asked for"), default=False)
    what = models.CharField(_("what"), max_length=500)
    category = models.CharField(_("what kind"), max_length=16, choices=Category, blank=True, default="")
    size = models.PositiveSmallIntegerField(_("how big"), choices=Size, default=Size.SMALL)
    state = models.CharField(_("state"), max_length=8, choices=ExchangeState)
    opened_on = models.DateField(_("asked, offered or promised on"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_in = models.ForeignKey(
        Interaction, null=True, blank=True, on_delete=models.SET_NULL, related_name="settled_exchanges"
    )
    thanked_on = models.DateField(_("thanked on"), null=True, blank=True)
    outcome_told_on = models.DateField(_("told what became of it on"), null=True, blank=True)
    our_work = models.BooleanField(_("this is our work, no favour"), default=False)
    # Set where it was told in a private note, and kept when that note goes: its words are in no mail (E-60).
    private = models.BooleanField(_("private"), default=False)
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    mentioned_in = models.ManyToManyField(Interaction, through="ExchangeMention", related_name="exchanges")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HeldExchanges()
    everything = models.Manager.from_queryset(ExchangeQuerySet)()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        indexes = [
            models.Index(fields=["person", "-opened_on"], name="contacts_exchange_newest"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="contacts_exchange_batch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="contacts_exchange_says_what",
                violation_error_message=_("Say in a few words what it was."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ExchangeState.PROMISED) | Q(due_on__isnull=False),
                name="contacts_exchange_promise_has_a_day",
                violation_error_message=_("A promise needs its day. Say by when."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("opened_on")),
                name="contacts_exchange_due_after_made",
                violation_error_message=_("The promised day is before the day it was made. Choose a later one."),
            ),
            models.CheckConstraint(
                condition=(SETTLED & Q(settled_on__isnull=False)) | (~SETTLED & Q(settled_on__isnull=True)),
                name="contacts_exchange_settled_has_a_day",
                violation_error_message=_("A settled favour has the day it was settled, an open one has none."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("opened_on")),
                name="contacts_exchange_settled_after_opened",
                violation_error_message=_("It cannot be settled before it began. Choose a later day."),
            ),
        ]

    def __str__(self) -> str:
        return f"exchange {self.pk}"


class ExchangeMentionQuerySet(models.QuerySet["ExchangeMention"]):
    def between_the_two(self) -> Self:
        """Without those of a favour that was noted with somebody else since: they wait for it to come back."""
        return self.filter(exchange__person=F("interaction__person"))


class ExchangeMention(models.Model):
    """An interaction speaks of an exchange: it was made there, asked about again, or answered."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="mentions")
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=8, choices=MentionKind)

    objects = models.Manager.from_queryset(ExchangeMentionQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "interaction", "kind"],
                name="contacts_exchangemention_once",
                violation_error_message=_("This is noted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"
