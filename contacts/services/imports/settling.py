"""Contacts whom an import concerned, brought in step. Nobody else has a standing, and no row plans a thing."""

from collections.abc import Collection

from contacts.models import Person, User
from contacts.services.planning import settle_people

BATCH = 200


def settle_contacts(*, people: Collection[int], by: User) -> None:
    """Judge the standings of the contacts among these people anew, and replan them; locks them in the usual order."""
    keys = sorted(people)
    for start in range(0, len(keys), BATCH):
        contacts = Person.objects.contacts().filter(pk__among=keys[start : start + BATCH], owner=by)
        settle_people(people=list(contacts.order_by("pk").select_for_update(of=("self",))), by=by)
