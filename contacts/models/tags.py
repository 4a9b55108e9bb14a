"""Tags: the user's own words to find people again by. A tag plans nothing; that is what circles are for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.people import Person


class Tag(Addressed):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=60)
    # The name as it compares: "VIP" and "vip" are one tag.
    folded = models.CharField(max_length=120, editable=False)
    # The import that made it; none once the user gave it a name of their own.
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        indexes = [
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_tag_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "folded"],
                name="contacts_tag_name_is_unique",
                violation_error_message=_("You have a tag of this name already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="contacts_tag_has_a_name",
                violation_error_message=_("Give the tag a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonTag(models.Model):
    """A person carries a tag."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="person_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="person_tags")
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_persontag_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "tag"],
                name="contacts_persontag_once",
                violation_error_message=_("They carry this tag already."),
            ),
        ]

    def __str__(self) -> str:
        return f"tag {self.tag_id} on person {self.person_id}"
