"""Recompute what is known at a glance about each contact. In a healthy house nothing changes."""

import argparse
from typing import Any

from django.core.management.base import CommandError

from contacts.management.house import HouseCommand
from contacts.models import User
from contacts.queries.audit import contact_batches
from contacts.services.standings import rebuild_standings

BATCH = 200


class Command(HouseCommand):
    help = "Recompute every standing from its sources and say how many differed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--email", default="", help="only the contacts of this account")

    def handle(self, *, email: str, **options: Any) -> None:
        email = email.strip().lower()
        if email and not User.objects.filter(email=email).exists():
            raise CommandError(f"There is no account with the e-mail {email}.")
        looked_at = changed = 0
        for keys in contact_batches(email=email, size=BATCH):
            looked_at += len(keys)
            changed += rebuild_standings(keys)
        self.stdout.write(f"{looked_at} standings looked at, {changed} changed.")
