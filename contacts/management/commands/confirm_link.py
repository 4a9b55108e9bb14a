"""Print the link by which somebody confirms an e-mail address: for a house that sends no mail."""

import argparse
from typing import Any

from allauth.account.models import EmailAddress, get_emailconfirmation_model
from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from contacts.management.house import HouseCommand
from contacts.models import User


class Command(HouseCommand):
    help = "Print a link that confirms EMAIL: an account's own, or the one that it wants to change to."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        address = self._address(email.strip().lower())
        if address is None:
            raise CommandError(f"There is no account with the e-mail {email}.")
        if address.verified:
            raise CommandError(f"{address.email} is confirmed already. Sign in with it.")
        confirmation = get_emailconfirmation_model().create(address)
        self.stdout.write(f"{settings.BASE_URL}{reverse('account_confirm_email', args=[confirmation.key])}")

    def _address(self, email: str) -> EmailAddress | None:
        """The newest note of this address; for an account made by `createsuperuser`, which has none, a first one."""
        address = EmailAddress.objects.filter(email=email).order_by("-verified", "-pk").first()
        account = User.objects.filter(email=email).first()
        if address is None and account is not None:
            has_primary = EmailAddress.objects.filter(user=account, primary=True).exists()
            address = EmailAddress.objects.create(user=account, email=email, primary=not has_primary)
        return address
