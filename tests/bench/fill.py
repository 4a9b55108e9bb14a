"""Fills the house's database with an account to measure, unless it holds one of that size already; prints as JSON who
signs in, whom to look at, and how much there is.
"""

import argparse
import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from contacts.models import Contact, Exchange, Interaction, Person, User  # noqa: E402
from tests.bench.seed import PASSWORD, email_of, seed  # noqa: E402

MEASURED = 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--interactions", type=int, required=True)
    parser.add_argument("--exchanges", type=int, required=True)
    options = parser.parse_args()
    account = User.objects.filter(email=email_of(options.people)).first() or seed(**vars(options))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    told = {
        "email": account.email,
        "password": PASSWORD,
        "chosen": _chosen(account),
        "people": Person.objects.owned_by(account).count(),
        "contacts": Contact.objects.filter(person__owner=account).count(),
        "interactions": Interaction.objects.owned_by(account).count(),
        "exchanges": Exchange.objects.owned_by(account).count(),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _chosen(account: User) -> list[dict[str, str]]:
    """Some contacts from all over the account, named as the log's form names them."""
    contacts = Person.objects.owned_by(account).contacts().order_by("pk")
    step = max(1, contacts.count() // MEASURED)
    return [{"person": str(person.public_id), "name": person.name} for person in contacts[::step][:MEASURED]]


if __name__ == "__main__":
    sys.exit(main())
