"""Requests to connect: who asked to know whom, when, with which words, and what became of it (E-23, E-50)."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.people import Person
from contacts.vocabulary import RequestAnswer, RequestWay

if TYPE_CHECKING:
    from contacts.models.accounts import User


class RequestQuerySet(models.QuerySet["Request"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(person__owner=account, person__deleted_at__isnull=True)


class Request(Addressed):
    """``sent_on`` is the day on the account's calendar; ``sent_at`` the moment, where it is known."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="requests")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    way = models.CharField(_("who asked"), max_length=3, choices=RequestWay)
    sent_on = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("moment"), null=True, blank=True)
    text = models.TextField(_("what it said"), max_length=20_000, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=RequestAnswer, default=RequestAnswer.UNKNOWN)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(RequestQuerySet)()

    class Meta:
        verbose_name = _("request to connect")
        verbose_name_plural = _("requests to connect")
        indexes = [
            models.Index(fields=["person", "-sent_on"], name="contacts_request_newest"),
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_request_batch"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
