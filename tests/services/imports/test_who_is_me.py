"""Who the account's owner is in a file of messages: guessed where that is safe, said by them, and never for ever."""

import pytest
from django.test import Client
from django.urls import reverse

from contacts.errors import Refused
from contacts.models import ImportBatch, Message, Person, User
from contacts.services.imports import choose_me, run_to_the_end, start, undo
from tests.factories import create_account
from tests.importers.files import MESSAGES, message, profile, table, zipped
from tests.services.imports.files import outcomes, read_in

pytestmark = pytest.mark.django_db

# An older export, which has no addresses of recipients.
NINE = tuple(name for name in MESSAGES[:10] if name != "RECIPIENT PROFILE URLS")
HERS = message()
MINE = message(
    **{
        "from": "Alice Adeyemi",
        "sender_profile_url": profile("alice"),
        "to": "Ana Sousa",
        "recipient_profile_urls": profile("ana-sousa"),
        "date": "2026-02-08 15:00:00 UTC",
        "content": "I read the draft of the tide tables tomorrow",
    }
)
UNANSWERED = [message(NINE, conversation_id=f"c{n}", date=f"2024-02-0{n} 14:00:00 UTC") for n in range(1, 5)]


@pytest.fixture
def alice() -> User:
    return create_account()


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def with_name(name: str, messages: bytes) -> bytes:
    """An export whose own part says what its owner is called."""
    first, last = name.split(" ", 1)
    return zipped(
        {
            "Profile.csv": table(("First Name", "Last Name", "Headline", "Summary"), (first, last, "x", "y")),
            "messages.csv": messages,
        }
    )


def run(by: User, batch: ImportBatch) -> ImportBatch:
    batch = start(by=by, batch=batch, choices={})
    run_to_the_end(batch)
    return batch


def authors() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("interaction__person__name", "author"))


def test_what_was_said_at_an_import_that_was_undone_is_forgotten(alice: User) -> None:
    content = table(MESSAGES, HERS, MINE)
    batch = run(alice, choose_me(by=alice, batch=read_in(by=alice, content=content), profile=profile("ana-sousa")))
    assert read_in(by=alice, content=content).about["me"] == "linkedin.com/in/ana-sousa"
    run_to_the_end(undo(by=alice, batch=batch))
    assert read_in(by=alice, content=content).about["me"] == ""


def test_what_the_file_says_counts_more_than_what_was_said(alice: User) -> None:
    content = table(MESSAGES, HERS, MINE)
    choose_me(by=alice, batch=read_in(by=alice, content=content), profile=profile("ana-sousa"))
    batch = read_in(by=alice, content=with_name("Alice Adeyemi", content))
    assert batch.about["me"] == "linkedin.com/in/alice"


def test_a_guess_is_not_taken_for_what_was_said(alice: User) -> None:
    guessed = run(alice, read_in(by=alice, content=with_name("Ana Sousa", table(MESSAGES, HERS, MINE))))
    assert guessed.about["me"] == "linkedin.com/in/ana-sousa"
    assert read_in(by=alice, content=table(MESSAGES, HERS, MINE)).about["me"] == ""


@pytest.mark.parametrize("name", ["", "Alice Berg"])
def test_whoever_wrote_to_me_unanswered_is_not_me(alice: User, name: str) -> None:
    content = table(NINE, *UNANSWERED)
    assert read_in(by=alice, content=with_name(name, content) if name else content).about["me"] == ""


def test_a_guess_is_offered_and_can_be_put_right(alice: User, client: Client) -> None:
    batch = read_in(by=alice, content=with_name("Ana Sousa", table(MESSAGES, HERS, MINE)))
    page = client.get(reverse("import_batch", args=[batch.public_id])).content.decode()
    assert '<option value="linkedin.com/in/ana-sousa" selected>' in page
    assert '<option value="linkedin.com/in/alice">' in page
    client.post(reverse("import_start", args=[batch.public_id]), {"me": "linkedin.com/in/alice"})
    run_to_the_end(batch)
    assert authors() == {("Ana Sousa", "me"), ("Ana Sousa", "them")}
    assert not Person.objects.exclude(name="Ana Sousa").exists()


def test_a_guess_left_alone_is_taken(alice: User, client: Client) -> None:
    batch = read_in(by=alice, content=with_name("Alice Adeyemi", table(MESSAGES, HERS, MINE)))
    client.post(reverse("import_start", args=[batch.public_id]), {"me": "linkedin.com/in/alice"})
    run_to_the_end(batch)
    assert "me" not in batch.choices
    assert authors() == {("Ana Sousa", "me"), ("Ana Sousa", "them")}


def test_none_of_these_makes_nobody_of_me(alice: User, client: Client) -> None:
    """The profile calls her Alice Berg, the conversations Alice Adeyemi."""
    batch = read_in(by=alice, content=with_name("Alice Berg", table(MESSAGES, HERS, MINE)))
    assert batch.about["me"] == ""
    client.post(reverse("import_start", args=[batch.public_id]), {"me": "nobody"})
    run_to_the_end(batch)
    assert outcomes(batch)[1:] == [("left_out", "me_unknown")] * 2
    assert not Person.objects.exists()


def test_what_was_written_to_my_name_is_theirs(alice: User) -> None:
    batch = run(alice, read_in(by=alice, content=with_name("Alice Adeyemi", table(NINE, *UNANSWERED))))
    assert authors() == {("Ana Sousa", "them")} and Message.objects.count() == 4
    assert batch.about["me"] == ""


def test_an_address_of_nobody_in_the_file_is_refused(alice: User) -> None:
    batch = read_in(by=alice, content=table(MESSAGES, HERS, MINE))
    for wrong in ("https://www.linkedin.com/in/alcie", "alice"):
        with pytest.raises(Refused):
            choose_me(by=alice, batch=batch, profile=wrong)
    batch.refresh_from_db()
    assert "me" not in batch.choices
    many = [
        message(conversation_id=f"c{n}", sender_profile_url=profile(f"p{n}"), recipient_profile_urls=profile(f"q{n}"))
        for n in range(5)
    ]
    batch = read_in(by=alice, content=table(MESSAGES, *many))
    assert choose_me(by=alice, batch=batch, profile="linkedin.com/in/Q4").choices["me_name"] == "Alice Adeyemi"
