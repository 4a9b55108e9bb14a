"""Contacts and circles. A contact is a row that exists: one person, founded on one meaningful interaction (E-01)."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.interactions import Interaction
from contacts.models.people import Person

CADENCE_LIMITS = [MinValueValidator(1), MaxValueValidator(3650)]
NEVER = 0


class Circle(Addressed):
    """A group of contacts with a cadence: how often the user wants to be in touch, in days; none means never."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="circles")
    name = models.CharField(_("name"), max_length=80)
    cadence_days = models.PositiveSmallIntegerField(
        _("every so many days"), null=True, blank=True, validators=CADENCE_LIMITS
    )

    class Meta:
        ordering = ["cadence_days", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="contacts_circle_name_is_unique",
                violation_error_message=_("You have a circle of this name already. Choose another name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person with whom there was a meaningful interaction. Made in one place only, `services.contacts`.

    The database itself refuses anything else: see gate.py for the triggers beside these keys.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    # RESTRICT: this interaction is why the contact exists. Found the contact on another one first, send the person
    # back to the door, or delete the person with everything.
    founded_on = models.OneToOneField(Interaction, on_delete=models.RESTRICT, related_name="founded")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    own_cadence_days = models.PositiveSmallIntegerField(
        _("own cadence in days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_("Empty: their circle's. 0: never."),
    )
    resting_since = models.DateField(_("resting since"), null=True, blank=True)
    resting_until = models.DateField(_("resting until"), null=True, blank=True)
    rest_reason = models.CharField(_("why they rest"), max_length=200, blank=True)
    # Asked whether to let them rest, the user said no: touches up to this day no longer count as unanswered.
    keep_on_from = models.DateField(null=True, blank=True, editable=False)
    # When "not needed" asked whether to change the cadence: it asks once.
    cadence_asked_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resting_until__isnull=True) | models.Q(resting_since__isnull=False),
                name="contacts_contact_wakes_from_a_rest",
                violation_error_message=_("Only a contact who rests has a day to wake."),
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def cadence_days(self) -> int | None:
        """The contact's own cadence, else its circle's; None means no keeping in touch is planned."""
        if self.own_cadence_days is not None:
            return self.own_cadence_days or None
        return self.circle.cadence_days if self.circle else None

    def is_resting(self, today: date) -> bool:
        """Whether they are left in peace on that local day; the wake day itself is awake again."""
        if self.resting_since is None:
            return False
        return self.resting_until is None or today < self.resting_until
