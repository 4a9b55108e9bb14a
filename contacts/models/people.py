"""People: anybody the user knows of. A person is not yet a contact; see contacts.py."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.accounts import validate_time_zone
from contacts.models.common import Addressed, Deletable, DeletableQuerySet, Versioned
from contacts.rules.names import call_name, fold
from contacts.vocabulary import HandleKind, HandleLabel, Source

if TYPE_CHECKING:
    from contacts.models.accounts import User


class PersonQuerySet(DeletableQuerySet):
    def owned_by(self, account: "User") -> Self:
        return self.filter(owner=account)

    def contacts(self) -> Self:
        return self.filter(contact__isnull=False)

    def at_the_door(self) -> Self:
        """Known of, and no contact; without those left out for good."""
        return self.filter(contact__isnull=True, left_out_at__isnull=True)

    def not_left_out(self) -> Self:
        """Without those left out for good: no list, search or suggestion shows them (E-53)."""
        return self.filter(left_out_at__isnull=True)

    def left_out(self) -> Self:
        return self.filter(left_out_at__isnull=False)

    def named_like(self, text: str) -> Self:
        """Every word of ``text`` occurs in the name, the other name, or the organisation; case and accents aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_name__contains=word)
        return found


class LivingPeople(models.Manager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> PersonQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Person(Addressed, Versioned, Deletable):
    """Anybody the user met, heard of, or brought along. Everything known about them hangs here, not on the contact."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="people")
    source = models.CharField(_("where they came from"), max_length=16, choices=Source, default=Source.LOGGED)
    source_note = models.CharField(_("more about where they came from"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200)
    also_known_as = models.CharField(_("also known as"), max_length=200, blank=True)
    organisation = models.CharField(_("firm"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    search_name = models.CharField(max_length=800, editable=False, default="")
    formal_relation = models.BooleanField(
        _("paid or formal relation"),
        default=False,
        help_text=_("What passes between you is work, not favours: it is left out of “only when you need something”."),
    )
    sent_back_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When a contact was sent back to the door; only what is logged later founds anew."),
    )
    parked_circle = models.ForeignKey(
        "contacts.Circle", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    parked_cadence_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    parked_resting_since = models.DateField(null=True, blank=True, editable=False)
    parked_resting_until = models.DateField(null=True, blank=True, editable=False)
    parked_rest_reason = models.CharField(max_length=200, blank=True, editable=False)
    archived_at = models.DateTimeField(
        _("archived at"), null=True, blank=True, editable=False, help_text=_("Kept, and silent: nothing is due.")
    )
    deceased = models.BooleanField(_("deceased"), default=False, help_text=_("Kept, and silent: nothing is due."))
    note = models.TextField(_("note"), max_length=20_000, blank=True)
    # The row stays, so that the next import knows whom not to bring again (E-53).
    left_out_at = models.DateTimeField(
        _("left out for good"), null=True, blank=True, editable=False, help_text=_("Shown nowhere, imported never.")
    )
    # Deleted for good at that moment, without the other days of undo (E-61).
    forget_at = models.DateTimeField(_("forgotten on"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="merged_from"
    )
    batch = models.ForeignKey(
        "contacts.ImportBatch",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        verbose_name=_("the import that brought them"),
    )
    tags = models.ManyToManyField("contacts.Tag", through="PersonTag", related_name="people", blank=True)
    # The next day on which time alone changes what is planned; the sweep looks at whom it has come for.
    plan_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LivingPeople()
    everything = models.Manager.from_queryset(PersonQuerySet)()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["owner", "search_name"], name="contacts_person_by_name"),
            # Namesakes are looked for by the whole name.
            models.Index(fields=["owner", "name"], name="contacts_person_namesakes"),
            models.Index(fields=["owner", "-created_at"], name="contacts_person_newest"),
            models.Index(
                fields=["plan_on", "id"],
                condition=models.Q(plan_on__isnull=False, deleted_at__isnull=True),
                name="contacts_person_to_plan",
            ),
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_person_batch"),
            models.Index(
                fields=["forget_at"], condition=models.Q(forget_at__isnull=False), name="contacts_person_to_forget"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="contacts_person_has_a_name",
                violation_error_message=_("Give the person a name, or any word you will know them by."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def fold_name(self) -> None:
        """Bring ``search_name`` in step with the words it is made of. Every writer of those calls this."""
        self.search_name = fold(f"{self.name} {self.also_known_as} {self.organisation}")[:800]

    def takes_as_founder(self, noted_at: datetime) -> bool:
        """False for what was noted before they were sent back to the door: only a later entry founds anew."""
        return self.sent_back_at is None or noted_at > self.sent_back_at

    @property
    def is_silent(self) -> bool:
        """True where nothing is due for them at all: archived, left out for good, or deceased."""
        return self.archived_at is not None or self.left_out_at is not None or self.deceased

    @property
    def is_contact(self) -> bool:
        """True once founded. Costs a query unless ``contact`` was selected along."""
        return hasattr(self, "contact")

    @property
    def first_name(self) -> str:
        """The word to call them by on a button or a signed-out page."""
        return call_name(self.name)


class Handle(models.Model):
    """An address of a person: as typed, and in its normal form for comparing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handles")
    kind = models.CharField(_("kind"), max_length=8, choices=HandleKind)
    label = models.CharField(_("label"), max_length=8, choices=HandleLabel, default=HandleLabel.WORK)
    value = models.CharField(_("address"), max_length=320)
    normal_value = models.CharField(max_length=320, editable=False, db_index=True)
    batch = models.ForeignKey(
        "contacts.ImportBatch", null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["kind", "id"]
        indexes = [
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="contacts_handle_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "normal_value"],
                name="contacts_handle_once_per_person",
                violation_error_message=_("This address is noted already. Remove one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return self.value
