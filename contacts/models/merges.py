"""Two rows that are one person: proposed, refused for good, or merged with thirty days of undo."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.people import Person


class Pair(models.Model):
    """Two people of one account, the one with the smaller key first, so that a pair is one row."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="contacts_%(class)s_once",
                violation_error_message=_("This pair is noted already."),
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="contacts_%(class)s_in_order",
                violation_error_message=_("A pair is two people, each named once."),
            ),
        ]


class NotSame(Pair):
    """The user looked at the two and said that they are two: never proposed again."""

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"not the same: {self.one_id} and {self.other_id}"


class Duplicate(Pair):
    """A proposal that two rows are one person. Derived: found anew after imports and each night.

    ``reasons`` is a list of [reason, what the one says, what the other says]; ``likeness`` 0 to 100.
    """

    likeness = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"perhaps the same: {self.one_id} and {self.other_id}"


class Merge(Addressed):
    """One person went into another. ``gone`` stays hidden for the days of undo; ``moved`` says by table which rows
    came from there, ``before`` what stood on the one that was kept, and ``contact`` what the gone contact was.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="merged")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="contacts_merge_newest")]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class BulkChange(Addressed):
    """One step done to many people at once, so that one step undoes it. ``before``: by person's key, what was so."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_changes")
    what = models.CharField(_("what was done"), max_length=12)
    told = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    changed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="contacts_bulkchange_newest")]

    def __str__(self) -> str:
        return f"bulk change {self.pk}"
