"""Open an account from the shell: for a house whose sign-up is closed, or that sends no mail."""

import argparse
import getpass
import sys
from typing import Any

from django.core.management.base import CommandError

from contacts.errors import DomainError
from contacts.management.house import HouseCommand
from contacts.services.accounts import open_account


class Command(HouseCommand):
    help = "Open an account. Works while sign-up is closed; the e-mail counts as confirmed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="what the account signs in with")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input instead of asking for it",
        )

    def handle(self, *, email: str, password_stdin: bool, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else self._ask()
        if not password:
            raise CommandError("No password came in. Give it on the first line of standard input.")
        try:
            account = open_account(email=email, password=password)
        except DomainError as error:
            raise CommandError(error.sentence) from None
        self.stdout.write(f"The account {account.email} is open. Sign in with this e-mail and the password.")

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("There is nobody to ask for a password. Use --password-stdin.")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ. Nothing was done.")
        return password
