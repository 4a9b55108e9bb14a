"""Fill an account with the example network, to look around in: invented people, three years of them."""

import argparse
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from contacts.demo.builder import Built, build
from contacts.management.house import HouseCommand
from contacts.models import User
from contacts.models.accounts import DEMO_EMAIL
from contacts.services.accounts import change_settings, delete_account, open_account


class Command(HouseCommand):
    help = (
        "Fill an account with a believable network. Without --email it has an account of its own, whose password is"
        " made anew and printed each time. Twice is once."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--email", default="", help="an account that exists already; nothing in it is changed")
        which.add_argument(
            "--fresh",
            action="store_true",
            help=f"empty {DEMO_EMAIL} first, so that its days count from today again",
        )

    def handle(self, *, email: str, fresh: bool, **options: Any) -> None:
        if email:
            account = User.objects.filter(email=email.strip().lower()).first()
            if account is None:
                raise CommandError(f"There is no account with the e-mail {email}. Sign up first, or leave --email out.")
            self._say(build(by=account))
            return
        with transaction.atomic():
            account, password = self._own_account(fresh=fresh)
            built = build(by=account)
        self._say(built)
        self.stdout.write(
            f"Sign in at the address that `make run` prints, as {account.email} with the password {password}"
        )

    def _own_account(self, *, fresh: bool) -> tuple[User, str]:
        """The example account, opened where it is not there yet, with a new password."""
        password = secrets.token_urlsafe(12)
        account = User.objects.filter(email=DEMO_EMAIL).first()
        if account is not None and fresh:
            delete_account(by=account)
            account = None
        if account is None:
            account = open_account(email=DEMO_EMAIL, password=password)
            if settings.EMAIL_URL:
                # Nobody reads mail under .example: a real server would only get it back.
                change_settings(by=account, values={"digest_days": ""})
        else:
            account.set_password(password)
            account.save(update_fields=["password"])
        return account, password

    def _say(self, built: Built) -> None:
        self.stdout.write(
            "The example network is in." if built.is_new else "The example network was in already; nothing was changed."
        )
        self.stdout.write(
            f"{built.people} people, {built.contacts} of them contacts; {built.interactions} interactions,"
            f" {built.exchanges} exchanges."
        )
