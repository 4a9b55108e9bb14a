"""With 10,000 people in a notebook, some hundred of them contacts, every list still answers, page by page."""

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import Contact, Person
from contacts.rules.names import fold
from contacts.vocabulary import Source
from tests.bench.seed import seed

pytestmark = pytest.mark.django_db

LISTS = (
    "today",
    "log",
    "people",
    "balance",
    "follow_ups",
    "events",
    "to_finish",
    "search",
    "digest",
    "deleted",
    "more",
)


def test_every_list_renders(client: Client) -> None:
    account = seed(people=200)
    names = (f"Åse {number} Ærlig" for number in range(9_800))
    Person.objects.bulk_create(
        Person(owner=account, source=Source.PASTED, name=name, search_name=fold(name)) for name in names
    )
    client.force_login(account)
    for name in LISTS:
        response = client.get(reverse(name), {"q": "a", "show": "all", "page": "2"})
        assert response.status_code == 200, name
        # A page of fifty rows at most, whatever the notebook holds.
        assert len(response.content) < 600_000, (name, len(response.content))
    person = Contact.objects.filter(person__owner=account).latest("pk").person
    for name in ("person", "person_held"):
        assert client.get(reverse(name, args=[person.public_id])).status_code == 200, name
    found = client.get(reverse("people_suggest"), {"name": person.name[:3]})
    assert found.content.decode().count('role="option"') < 30
