"""Days of the year that matter to a person (E-36): birthdays, anniversaries, any yearly day."""

import uuid
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.people import Person
from contacts.vocabulary import DateKind

if TYPE_CHECKING:
    from contacts.models.accounts import User


class ImportantDateQuerySet(models.QuerySet["ImportantDate"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(person__owner=account, person__deleted_at__isnull=True)


class ImportantDate(Addressed):
    """A month and a day, the year if it is known. ``lead_days``: how many days before it the follow-up is due."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="important_dates")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=DateKind)
    label = models.CharField(_("what day it is"), max_length=100, blank=True)
    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(_("day"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(
        _("days before"), default=3, validators=[MinValueValidator(0), MaxValueValidator(60)]
    )
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(ImportantDateQuerySet)()

    class Meta:
        ordering = ["month", "day", "id"]
        verbose_name = _("important date")
        verbose_name_plural = _("important dates")
        indexes = [
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="contacts_importantdate_batch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1)
                & (Q(day__lte=29) | (Q(day=30) & ~Q(month=2)) | Q(day=31, month__in=[1, 3, 5, 7, 8, 10, 12])),
                name="contacts_importantdate_is_in_the_calendar",
                violation_error_message=_("There is no such day in the calendar."),
            ),
        ]

    def __str__(self) -> str:
        return f"important date {self.pk}"
