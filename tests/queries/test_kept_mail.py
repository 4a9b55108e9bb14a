"""Mails kept as files: one sees one's own digests and nothing else."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMultiAlternatives
from pytest_django import DjangoAssertNumQueries, Settings

from contacts.models import User
from contacts.queries.kept_mail import is_kept_here, kept_mails, kept_message
from contacts.services.notifications import ask_for_digest
from networking.mail import FolderEmailBackend
from tests.factories import create_account


@pytest.fixture
def alice(db: None, settings: Settings, tmp_path: Path) -> User:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return create_account()


def keep(
    account: User, *, to: str = "", subject: str = "Three people", kind: str | None = "digest", message_id: str = ""
) -> None:
    delivery = ask_for_digest(by=account, entry_key=uuid4())
    headers = {"Message-ID": message_id or f"<digest-{delivery.public_id}@localhost>"}
    if kind:
        headers["X-Rapport-Kind"] = kind
    message = EmailMultiAlternatives(subject, "Ana, Ben and Cléo", to=[to or account.email], headers=headers)
    message.attach_alternative("<p>Ana, Ben and Cléo</p>", "text/html")
    FolderEmailBackend().send_messages([message])


def test_one_reads_ones_own_digests_newest_first(alice: User) -> None:
    keep(alice, subject="The first")
    keep(alice, subject="The second", to="alice.as.she.was@example.org")
    mails = kept_mails(alice)
    assert [mail.subject for mail in mails] == ["The second", "The first"]
    message = kept_message(alice, mails[0].name)
    assert message is not None
    assert message.text.strip() == "Ana, Ben and Cléo"
    assert message.html.strip() == "<p>Ana, Ben and Cléo</p>"
    assert message.at is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": None},
        {"kind": "reset"},
        {"message_id": f"<digest-{uuid4()}@localhost>"},
        {"message_id": "<digest-of-nobody@localhost>"},
    ],
    ids=["no kind", "another kind", "a delivery that is gone", "no delivery"],
)
def test_anything_else_is_never_shown(alice: User, settings: Settings, fields: dict[str, Any]) -> None:
    keep(alice, **fields)
    assert kept_mails(alice) == ()
    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    assert kept_message(alice, path.name) is None


def test_what_was_written_to_another_is_not_shown_whatever_the_address(alice: User, settings: Settings) -> None:
    keep(create_account(email="mallory@example.org"), to=alice.email)
    assert kept_mails(alice) == ()
    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    assert kept_message(alice, path.name) is None


def test_the_list_asks_the_database_as_often_whatever_the_files(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        keep(alice)
        with django_assert_num_queries(1):
            assert len(kept_mails(alice)) == number + 1


@pytest.mark.parametrize(
    "name", ["../secret_key", "..%2fsecret_key", "secret_key", ".eml", "a/b.eml", "gone.eml", "a" * 200]
)
def test_no_other_file_is_reached(alice: User, settings: Settings, name: str) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir()
    (folder.parent / "secret_key").write_text("X-Rapport-Kind: digest\n\nsecret")
    assert kept_message(alice, name) is None


def test_a_folder_that_is_not_there_holds_nothing(alice: User) -> None:
    assert kept_mails(alice) == ()


def test_a_file_that_is_no_mail_is_passed_over(alice: User, settings: Settings) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir()
    (folder / "20261118T090000.eml").write_bytes(b"\xff\x00 not a mail")
    assert kept_mails(alice) == ()


def test_mails_are_kept_while_there_is_no_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
    assert is_kept_here()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert not is_kept_here()
