"""Mails kept as files: one sees one's own digests and nothing else."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from contacts.models import User
from contacts.queries.kept_mail import is_kept_here, kept_mails, kept_message
from networking.mail import FolderEmailBackend
from tests.factories import create_account


@pytest.fixture
def alice(db: None, settings: Settings, tmp_path: Path) -> User:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return create_account()


def keep(*, to: list[str], subject: str = "Three people", kind: str | None = "digest", **fields: list[str]) -> None:
    headers = {"X-Rapport-Kind": kind} if kind else {}
    message = EmailMultiAlternatives(subject, "Ana, Ben and Cléo", to=to, headers=headers, **fields)
    message.attach_alternative("<p>Ana, Ben and Cléo</p>", "text/html")
    FolderEmailBackend().send_messages([message])


def test_one_reads_ones_own_digests_newest_first(alice: User) -> None:
    keep(to=[alice.email], subject="The first")
    keep(to=[alice.email.upper()], subject="The second")
    mails = kept_mails(alice)
    assert [mail.subject for mail in mails] == ["The second", "The first"]
    message = kept_message(alice, mails[0].name)
    assert message is not None
    assert message.text.strip() == "Ana, Ben and Cléo"
    assert message.html.strip() == "<p>Ana, Ben and Cléo</p>"
    assert message.at is not None


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        (["mallory@example.org"], "digest"),
        (["alice@example.org"], None),
        (["alice@example.org"], "reset"),
        (["alice@example.org", "mallory@example.org"], "digest"),
    ],
    ids=["to another", "no kind", "another kind", "to two"],
)
def test_anything_else_is_never_shown(alice: User, settings: Settings, to: list[str], kind: str | None) -> None:
    keep(to=to, kind=kind)
    assert kept_mails(alice) == ()
    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    assert kept_message(alice, path.name) is None


def test_a_copy_to_another_is_not_only_ones_own(alice: User) -> None:
    keep(to=[alice.email], cc=["mallory@example.org"])
    assert kept_mails(alice) == ()


@pytest.mark.parametrize(
    "name", ["../secret_key", "..%2fsecret_key", "secret_key", ".eml", "a/b.eml", "gone.eml", "a" * 200]
)
def test_no_other_file_is_reached(alice: User, settings: Settings, name: str) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir()
    (folder.parent / "secret_key").write_text("To: alice@example.org\nX-Rapport-Kind: digest\n\nsecret")
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
