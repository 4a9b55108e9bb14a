"""Accounts: who signs in, when their mornings are, and whom they invited."""

import secrets
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.rules.numbers import Numbers, numbers_from
from contacts.vocabulary import DigestDetail

WEEKDAYS = frozenset(range(7))
MONDAY_TO_FRIDAY = "01234"
# The example network's account; nobody can own an address under .example.
DEMO_EMAIL = "demo@rapport.example"


@cache
def _time_zones() -> frozenset[str]:
    """All names; finding them reads the whole folder of time zones, which takes longer than many a page."""
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in _time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone. Try Europe/Oslo or the like."), params={"name": name})


def validate_days(days: str) -> None:
    """Weekdays are kept as digits, Monday = 0, each at most once: ``"01234"``."""
    if len(set(days)) != len(days) or not set(days) <= set("0123456"):
        raise ValidationError(_("Choose days of the week, each once."))


def weekdays(days: str) -> frozenset[int]:
    """``"01234"`` as numbers, Monday = 0."""
    return frozenset(int(day) for day in days)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def opened_by_people(self) -> "models.QuerySet[User]":
        """Every account but the example network's, which is nobody's and never counts as the first of the house."""
        return self.exclude(email=DEMO_EMAIL)


class User(Addressed, AbstractBaseUser, PermissionsMixin):
    """An account. Signs in by e-mail; every person, event and circle has exactly one owner."""

    email = models.EmailField(
        _("e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("There is an account with this e-mail already. Sign in instead.")},
    )
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    time_zone_chosen = models.BooleanField(
        _("time zone chosen by hand"), default=False, help_text=_("When off, the browser's time zone is taken over.")
    )
    working_days = models.CharField(
        _("working days"), max_length=7, default=MONDAY_TO_FRIDAY, blank=True, validators=[validate_days]
    )
    digest_days = models.CharField(
        _("digest days"), max_length=7, default=MONDAY_TO_FRIDAY, blank=True, validators=[validate_days]
    )
    digest_at = models.TimeField(_("digest time"), default=time(7, 30))
    digest_detail = models.CharField(
        _("what the digest says"), max_length=8, choices=DigestDetail, default=DigestDetail.NAMES
    )
    paused_until = models.DateField(_("digest paused until"), null=True, blank=True)
    own_numbers = models.JSONField(_("numbers changed by hand"), default=dict, blank=True)
    # The local day for which nudges were last let through the budget.
    nudged_on = models.DateField(null=True, blank=True, editable=False)
    # Asked to be deleted: at that moment it goes for good, with everything in it; until then it can be kept.
    closes_at = models.DateTimeField(_("closes on"), null=True, blank=True, editable=False)
    has_shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="contacts_user_email_is_lower_case",
                violation_error_message=_("Write the e-mail in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def working_weekdays(self) -> frozenset[int]:
        """Monday = 0. No day chosen means that every day is a working day."""
        return weekdays(self.working_days) or WEEKDAYS

    @property
    def numbers(self) -> Numbers:
        """The rules' numbers in brackets, as this account has them."""
        return numbers_from(self.own_numbers)

    def local(self, at: datetime) -> datetime:
        """An aware moment on this account's clock."""
        return at.astimezone(self.tz)


def new_invitation_token() -> str:
    return secrets.token_urlsafe(24)


def invitation_expiry() -> datetime:
    return timezone.now() + timedelta(days=14)


class Invitation(models.Model):
    """Leave for one more account while sign-up is closed. Used once, within 14 days."""

    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True, default=new_invitation_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=invitation_expiry)
    accepted_by = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and at < self.expires_at
