"""Print the link by which somebody sets a new password: for a house that sends no mail."""

import argparse
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from contacts.management.house import HouseCommand
from contacts.models import User


class Command(HouseCommand):
    help = "Print a link by which the owner of EMAIL chooses a new password. Send it to nobody else."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        account = User.objects.filter(email=email.strip().lower()).first()
        if account is None:
            raise CommandError(f"There is no account with the e-mail {email}.")
        if not account.is_active:
            raise CommandError(f"The account {account.email} is switched off. Switch it on in the admin first.")
        key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})
        self.stdout.write(f"{settings.BASE_URL}{path}")
