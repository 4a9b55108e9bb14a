"""Standings: what is known at a glance about one contact. Derived; written in the same transaction as its causes."""

from django.db import models

from contacts.models.contacts import Contact
from contacts.models.interactions import Interaction


class Standing(models.Model):
    """Counts are numbers of favours; ``recent_`` looks back the account's number of months (E-31).

    Rebuilt by `services.standings` alone.
    """

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    last_in_touch = models.ForeignKey(Interaction, null=True, on_delete=models.SET_NULL, related_name="+")
    last_in_touch_on = models.DateField(null=True)
    last_meaningful_on = models.DateField(null=True)
    last_touch_on = models.DateField(null=True)
    last_gave_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    i_gave = models.PositiveIntegerField(default=0)
    they_gave = models.PositiveIntegerField(default=0)
    i_asked = models.PositiveIntegerField(default=0)
    they_asked = models.PositiveIntegerField(default=0)
    recent_i_gave = models.PositiveIntegerField(default=0)
    recent_they_gave = models.PositiveIntegerField(default=0)
    recent_i_asked = models.PositiveIntegerField(default=0)
    recent_they_asked = models.PositiveIntegerField(default=0)
    # The gives are even (E-31); also where nobody gave anything.
    even = models.BooleanField(default=True)
    recent_even = models.BooleanField(default=True)
    i_owe = models.PositiveIntegerField(default=0)
    they_owe = models.PositiveIntegerField(default=0)
    ask_only_since = models.DateField(null=True)
    ask_only_asks = models.JSONField(default=list)
    # The mirror image (E-34): they only ask.
    they_ask_only_since = models.DateField(null=True)
    they_ask_only_asks = models.JSONField(default=list)
    # My touches since the last in touch that nobody answered, newest first; enough of them propose a rest (E-35).
    unanswered = models.PositiveSmallIntegerField(default=0)
    unanswered_touches = models.JSONField(default=list)
    # The next day on which time alone changes something above; the daily sweep recomputes these rows.
    changes_on = models.DateField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["ask_only_since"],
                condition=models.Q(ask_only_since__isnull=False),
                name="contacts_standing_ask_only",
            ),
            models.Index(
                fields=["they_ask_only_since"],
                condition=models.Q(they_ask_only_since__isnull=False),
                name="contacts_standing_their_asks",
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk}"
