"""Interactions: what happened between the user and one person. A meaningful one can found a contact (E-01)."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed, Deletable, DeletableQuerySet, Versioned
from contacts.models.events import Event
from contacts.models.people import Person
from contacts.vocabulary import LIVE_CHANNELS, Channel, DayPrecision, Depth, Purpose, StartedBy

EARLIEST_DAY = date(1800, 1, 1)
NOTE_LENGTH = 20_000

IN_TOUCH = Q(they_took_part=True, unfinished=False) & ~Q(depth=Depth.HELLO)
TOUCHES = Q(started_by__in=[StartedBy.ME, StartedBy.BOTH], unfinished=False)
LIVE_MEANS_TWO_SIDED = ~Q(channel__in=sorted(LIVE_CHANNELS)) | Q(they_took_part=True)

if TYPE_CHECKING:
    from contacts.models.accounts import User


class InteractionQuerySet(DeletableQuerySet):
    def owned_by(self, account: "User") -> Self:
        return self.filter(person__owner=account, person__deleted_at__isnull=True)

    def in_touch(self) -> Self:
        """Two-way and more than a hello; what keeping in touch counts from."""
        return self.filter(IN_TOUCH)

    def touches(self) -> Self:
        """Started by the user, alone or together."""
        return self.filter(TOUCHES)

    def meaningful(self) -> Self:
        return self.filter(meaningful=True)

    def unfinished(self) -> Self:
        """Notes still to finish; of those left out for good nothing is to do."""
        return self.filter(unfinished=True, person__left_out_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-happened_on", "-happened_at", "-id")


class HeldInteractions(models.Manager.from_queryset(InteractionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> InteractionQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Interaction(Addressed, Versioned, Deletable):
    """One row is one person: a dinner with three is one event and three interactions."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interactions")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="interactions")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry_digest = models.CharField(max_length=64, blank=True, editable=False)
    thread = models.CharField(_("thread"), max_length=200, blank=True)
    happened_on = models.DateField(_("day"))
    day_precision = models.CharField(_("how exactly"), max_length=5, choices=DayPrecision, default=DayPrecision.DAY)
    happened_at = models.TimeField(_("time"), null=True, blank=True)
    channel = models.CharField(_("over what"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    started_by = models.CharField(_("who started"), max_length=4, choices=StartedBy, default=StartedBy.BOTH)
    they_took_part = models.BooleanField(_("both of you took part"), default=True)
    depth = models.CharField(_("how far it went"), max_length=12, choices=Depth, default=Depth.CONVERSATION)
    talked_about = models.TextField(_("talked about"), max_length=NOTE_LENGTH, blank=True)
    learned = models.TextField(_("learned about them"), max_length=NOTE_LENGTH, blank=True)
    private = models.BooleanField(_("private"), default=False)
    unfinished = models.BooleanField(_("to finish"), default=False)
    confirmed = models.BooleanField(_("the short topic is the topic"), default=False)
    true_of_both = models.BooleanField(_("it is true of both"), default=False)
    # Of what an import brought: what it was about, once the user said so. Empty for what was logged by hand.
    purpose = models.CharField(_("what it was about"), max_length=8, choices=Purpose, blank=True, default="")
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    meaningful = models.BooleanField(_("meaningful"), default=False, editable=False)
    missing = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HeldInteractions()
    everything = models.Manager.from_queryset(InteractionQuerySet)()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        indexes = [
            models.Index(fields=["person", "-happened_on"], name="contacts_interaction_newest"),
            models.Index(fields=["person"], condition=Q(unfinished=True), name="contacts_interaction_to_finish"),
            # A new entry inherits from the last one of the past two hours, whoever it was about.
            models.Index(fields=["created_at"], name="contacts_interaction_noted"),
            # What was learned about others within a week is looked through while an entry is typed, and when saved.
            models.Index(
                fields=["happened_on"],
                condition=Q(deleted_at__isnull=True, unfinished=False) & ~Q(learned=""),
                name="contacts_interaction_learned",
            ),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="contacts_interaction_batch"),
            # What waits to be sorted, conversation by conversation.
            models.Index(
                fields=["person", "thread", "-happened_on"],
                condition=Q(purpose="unknown", deleted_at__isnull=True),
                name="contacts_interaction_to_sort",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(meaningful=False)
                | (
                    Q(they_took_part=True, unfinished=False)
                    & ~Q(depth=Depth.HELLO)
                    & ~Q(talked_about="")
                    & ~Q(learned="")
                ),
                name="contacts_interaction_meaningful_says_something",
                violation_error_message=_(
                    "A meaningful interaction is two-way, more than a hello, and says what you talked about and what "
                    "you learned about them."
                ),
            ),
            models.CheckConstraint(
                condition=LIVE_MEANS_TWO_SIDED,
                name="contacts_interaction_live_is_two_sided",
                violation_error_message=_("In person, by phone or by video both of you took part."),
            ),
            models.CheckConstraint(
                condition=Q(happened_on__gte=EARLIEST_DAY),
                name="contacts_interaction_day_is_not_ancient",
                violation_error_message=_("That day is too long ago. Check the year."),
            ),
        ]

    def __str__(self) -> str:
        return f"interaction {self.pk}"

    @property
    def is_in_touch(self) -> bool:
        return self.they_took_part and not self.unfinished and self.depth != Depth.HELLO

    @property
    def is_touch(self) -> bool:
        return self.started_by in {StartedBy.ME, StartedBy.BOTH} and not self.unfinished
