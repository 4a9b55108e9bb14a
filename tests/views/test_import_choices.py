"""What the preview of an import asks: who you are in the file, and which kinds of rows are to come in."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import Person, User
from contacts.services.imports import run_to_the_end
from tests.factories import create_account
from tests.views.test_imports import brought, connections, page, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return create_account()


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


MESSAGES = table(
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
    "c1,,Ana Ferreira,https://www.linkedin.com/in/ana,Alice A,https://www.linkedin.com/in/alice,"
    "2026-02-08 10:00:00 UTC,,How is the harbour library?,INBOX",
)


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.csv", data)
    return content.getvalue()


def test_asks_who_you_are_where_the_file_does_not_tell(client: Client, alice: User) -> None:
    batch = brought(alice, packed(Connections=connections("Bo Lindqvist"), messages=MESSAGES), name="export.zip")
    assert batch.about["me"] == ""
    text = page(client, batch).content.decode()
    assert "Which of these is you?" in text
    assert "Messages (1)" in text
    address = reverse("import_start", args=[batch.public_id])
    both = {"kinds": ["person", "message"]}
    refused = client.post(address, both)
    assert refused.status_code == 422
    assert "Say which of these is you, or leave the messages out." in refused.content.decode()
    assert client.post(address, {**both, "me": "linkedin.com/in/mallory"}).status_code == 422
    assert client.post(address, {**both, "me": "linkedin.com/in/alice"}).status_code == 302
    run_to_the_end(batch)
    assert sorted(person.name for person in Person.objects.all()) == ["Ana Ferreira", "Bo Lindqvist"]


def test_brings_in_only_the_kinds_that_were_chosen(client: Client, alice: User) -> None:
    batch = brought(alice, packed(Connections=connections("Bo Lindqvist"), messages=MESSAGES), name="export.zip")
    address = reverse("import_start", args=[batch.public_id])
    nothing = client.post(address, {"me": "nobody"})
    assert nothing.status_code == 422
    assert "Nothing is chosen" in nothing.content.decode()
    assert client.post(address, {"kinds": ["person"]}).status_code == 302
    run_to_the_end(batch)
    assert [person.name for person in Person.objects.all()] == ["Bo Lindqvist"]
    text = page(client, batch, show="left_out").content.decode()
    assert 'class="row-table' in text
