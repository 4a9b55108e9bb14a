"""Without a mail server every message is a file that nobody else can read."""

import email
import email.policy
import stat
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, send_mail
from pytest_django import Settings

from tests.conftest import Mailbox


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def test_keeps_one_private_file_a_message(folder: Path) -> None:
    for number in range(3):
        assert send_mail(f"Zażółć {number}", "Grüße\n", "a@example.org", ["ana@example.org"]) == 1
    files = sorted(folder.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
    assert [mail["Subject"] for mail in kept] == ["Zażółć 0", "Zażółć 1", "Zażółć 2"]
    assert kept[0].get_content() == "Grüße\n"


def test_keeps_nothing_that_is_for_nobody(folder: Path) -> None:
    assert EmailMessage("Subject", "text", "a@example.org", []).send() == 0


def test_says_that_a_message_could_not_be_kept(folder: Path) -> None:
    folder.parent.joinpath("mail").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        send_mail("Subject", "text", "a@example.org", ["ana@example.org"])


def test_goes_by_a_real_server_when_one_is_named(mailbox: Mailbox) -> None:
    send_mail("Subject", "text", "a@example.org", ["ana@example.org"])
    assert [(mail["Subject"], mail["To"]) for mail in mailbox.mails] == [("Subject", "ana@example.org")]
