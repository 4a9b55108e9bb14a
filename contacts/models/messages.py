"""Messages: what one of the two wrote, and when. They hang on the interaction of their conversation's day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.interactions import Interaction
from contacts.vocabulary import Side

MESSAGE_LENGTH = 20_000


class Message(models.Model):
    """``source_key`` tells a message that comes again with a later export; unique within its interaction."""

    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(_("who wrote"), max_length=4, choices=Side)
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("text"), max_length=MESSAGE_LENGTH)
    source_key = models.CharField(max_length=64, editable=False)
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_message_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["interaction", "source_key"],
                name="contacts_message_once",
                violation_error_message=_("This message is here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
