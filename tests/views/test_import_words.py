"""What the pages of an import say: before a yes what will happen, afterwards what did, and what stayed."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import ImportBatch, Person, User
from contacts.services.exports import carry_on, make_export
from contacts.services.imports import run_to_the_end, start, undo
from contacts.vocabulary import ImportState
from tests.factories import create_account, create_contact, create_person, log
from tests.services.imports.files import card, cards
from tests.views.test_import_choices import MESSAGES, packed
from tests.views.test_imports import brought, connections, ended, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return create_account()


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text_of(client: Client, batch: ImportBatch, **query: str) -> str:
    return page(client, batch, **query).content.decode().replace("\N{SOFT HYPHEN}", "")


def test_offers_no_yes_where_nothing_is_to_come_in(client: Client, alice: User) -> None:
    batch = brought(alice, cards(card("NOTE:somebody")), name="a.vcf")
    text = text_of(client, batch)
    assert "There is nothing in it to bring in." in text
    assert "Bring it in" not in text and "Bring another file" in text


def test_says_that_messages_may_bring_more_people(client: Client, alice: User) -> None:
    batch = brought(alice, packed(Connections=connections("Bo Lindqvist"), messages=MESSAGES), name="export.zip")
    assert "may bring more people" in text_of(client, batch)
    assert "may bring more people" not in text_of(client, brought(alice, connections("Bo Lindqvist")))


def test_shows_the_beginning_of_the_rows_and_all_to_whoever_asks(client: Client, alice: User) -> None:
    batch = brought(alice, connections(*(f"Nils{n} Berg" for n in range(12))))
    text = text_of(client, batch)
    assert "Nils9 Berg" in text and "Nils10 Berg" not in text
    assert "All 12 of these" in text
    assert "Nils11 Berg" in text_of(client, batch, show="new")


def test_a_cancel_that_came_too_late_says_so(client: Client, alice: User) -> None:
    batch = ended(alice, connections("Bo Lindqvist"))
    response = client.post(reverse("import_cancel", args=[batch.public_id]), follow=True)
    assert "It was done before it could be stopped. Undo it below." in response.content.decode()


def test_marks_rows_of_which_something_went_into_the_note(client: Client, alice: User) -> None:
    batch = brought(alice, cards(card("FN:Ana Berg", "TEL:call me"), card("EMAIL:bo@x.test")), name="a.vcf")
    for said in ("1 value could not be used, and stands in the note", "called by their address"):
        assert said in text_of(client, batch)
    run_to_the_end(start(by=alice, batch=batch, choices={}))
    batch.refresh_from_db()
    for said in ("1 value could not be used, and stands in the note", "called by their address"):
        assert said in text_of(client, batch)
        assert said in b"".join(page(client, batch, "import_report").streaming_content).decode()


def test_tells_what_differed_and_was_not_taken(client: Client, alice: User) -> None:
    create_person(by=alice, name="Ana Berg", organisation="Quill", email="a@x.test")
    batch = brought(alice, cards(card("FN:Ana Berg", "EMAIL:a@x.test", "ORG:Acme")), name="a.vcf")
    run_to_the_end(start(by=alice, batch=batch, choices={}))
    text = text_of(client, batch)
    assert "in the file, not taken" in text and "Quill" in text and "Acme" in text


def test_an_undone_import_says_what_stayed_and_why(client: Client, alice: User) -> None:
    batch = ended(alice, connections("Ana Ferreira", "Bo Lindqvist"))
    ana = Person.objects.get(name="Ana Ferreira")
    log(by=alice, person=ana)
    undo(by=alice, batch=batch)
    run_to_the_end(batch)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    text = text_of(client, batch)
    assert "What stayed" in text and "They are a contact by now." in text
    assert reverse("person", args=[ana.public_id]) in text
    assert "added, taken away again" in text and "added, and stayed" in text
    assert "Had been added" in text


def test_what_stayed_costs_the_same_for_many(client: Client, alice: User) -> None:
    def queries(count: int) -> int:
        batch = ended(alice, connections(*(f"Nils{n}x{count} Berg" for n in range(count))))
        for person in Person.objects.filter(batch=batch):
            log(by=alice, person=person)
        undo(by=alice, batch=batch)
        run_to_the_end(batch)
        with CaptureQueriesContext(connection) as seen:
            page(client, batch)
        return len(seen)

    assert queries(1) == queries(4)


def test_a_file_that_could_not_be_read_can_be_cleared_away_from_the_list(client: Client, alice: User) -> None:
    batch = brought(alice, b"\x89PNG\r\n\x1a\nxxxx", name="picture.png")
    assert batch.state == ImportState.FAILED
    text = client.get(reverse("imports")).content.decode()
    assert "Clear away" in text and "picture.png" in text
    client.post(reverse("import_discard", args=[batch.public_id]))
    assert "picture.png" not in client.get(reverse("imports")).content.decode()


def test_our_own_export_read_back_says_who_comes_back_and_how(client: Client, alice: User) -> None:
    there = create_account(email="there@example.org")
    create_contact(by=there, name="Ana Ferreira")
    export = make_export(by=there, entry_key=uuid4())
    carry_on(export.pk)
    export.refresh_from_db()
    batch = brought(alice, export.file.read(), name="rapport.zip")
    text = text_of(client, batch)
    assert "Ana Ferreira" in text and "comes back as they were" in text
    assert "comes to the door" not in text and "line-no" not in text
    run_to_the_end(start(by=alice, batch=batch, choices={}))
    batch.refresh_from_db()
    text = text_of(client, batch)
    assert "1 person is back." in text and "came to the door" not in text
    assert "at the door" not in text.split("Row by row")[0].split("<main")[1]
