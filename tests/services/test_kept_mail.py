"""Kept digests go with what they speak of: the erased person, the closed account, the delivery that is long past."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from contacts.models import Delivery, Notification, Person, User
from contacts.queries.kept_mail import kept_mails
from contacts.services.accounts import delete_account, purge
from contacts.services.deliveries import claim, note_undelivered
from contacts.services.notifications import KEPT_FOR, ask_for_digest, deliver_batch, purge_deliveries
from contacts.services.people import delete_person, erase_person
from contacts.undelivered import Outcome, Undelivered
from contacts.vocabulary import DeliveryState
from tests.factories import create_account, create_person, create_reminder


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


@pytest.fixture
def alice(db: None, folder: Path) -> User:
    return create_account()


def keep(account: User) -> Delivery:
    """A digest to this account that names Ana, kept as a file."""
    ana = Person.objects.owned_by(account).first() or create_person(by=account)
    create_reminder(by=account, person=ana)
    row = ask_for_digest(by=account, entry_key=uuid4())
    deliver_batch([row.pk])
    return row


def whose(folder: Path, *rows: Delivery) -> list[bool]:
    """Of each delivery whether a file of it is there."""
    texts = [path.read_text() for path in folder.glob("*.eml")]
    return [any(str(row.public_id) in text for text in texts) for row in rows]


def test_erasing_a_person_takes_what_the_app_told_of_them(alice: User) -> None:
    rows = {}
    for account in (alice, create_account(email="bea@example.org")):
        told = Notification.objects.create(account=account, delivery=keep(account), title="Your digest", text="Ana: …")
        other = Notification.objects.create(account=account, title="A channel is off", text="The webhook failed.")
        rows[account] = told, other
    erase_person(by=alice, person=Person.objects.get(owner=alice))
    texts = {account: [Notification.objects.get(pk=row.pk).text for row in told] for account, told in rows.items()}
    assert list(texts.values()) == [["", "The webhook failed."], ["Ana: …", "The webhook failed."]]


def test_erasing_a_person_takes_the_mails_that_name_them(
    alice: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mine, others = keep(alice), keep(create_account(email="bea@example.org"))
    mail.EmailMessage("Set a new password", "/accounts/reset/", to=[alice.email]).send()
    assert whose(folder, mine, others) == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=alice, person=Person.objects.get(owner=alice))
        assert whose(folder, mine) == [True], "nothing goes before it is sure"
    assert whose(folder, mine, others) == [False, True]
    assert len(list(folder.glob("*.eml"))) == 2


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENDING])
def test_a_mail_that_may_have_arrived_ends(alice: User, state: DeliveryState) -> None:
    """Written anew it would be another mail under the same Message-ID."""
    ana = create_person(by=alice)
    row = ask_for_digest(by=alice, entry_key=uuid4())
    Delivery.objects.filter(pk=row.pk).update(
        state=state, message=b"Ana Ferreira", attempts=1, claimed_at=timezone.now() - timedelta(hours=1)
    )
    erase_person(by=alice, person=ana)
    row.refresh_from_db()
    assert (row.state, row.message) == (DeliveryState.FAILED, None)
    assert row.error.startswith("It may have arrived.")
    assert claim(delivery_id=row.pk) is None


def test_a_mail_that_surely_went_nowhere_is_written_anew(alice: User) -> None:
    ana = create_person(by=alice)
    create_reminder(by=alice, person=ana)
    row = ask_for_digest(by=alice, entry_key=uuid4())
    claimed = claim(delivery_id=row.pk)
    assert claimed is not None and b"Ana" in claimed.message
    note_undelivered(claimed=claimed, trouble=Undelivered("Later.", outcome=Outcome.NOT_NOW))
    erase_person(by=alice, person=ana)
    row.refresh_from_db()
    assert (row.state, row.message) == (DeliveryState.WAITING, None)
    with time_machine.travel(row.next_try_at, tick=False):
        anew = claim(delivery_id=row.pk)
    assert anew is not None and b"Ana" not in anew.message and not anew.is_again


def test_an_unknown_outcome_brings_no_erased_words_back(
    alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Erased while the mail is on its way, and nobody knows whether it arrived."""
    ana = create_person(by=alice)
    create_reminder(by=alice, person=ana)
    row = ask_for_digest(by=alice, entry_key=uuid4())

    def hang(*args: object) -> int:
        erase_person(by=alice, person=ana)
        raise TimeoutError

    monkeypatch.setattr("networking.mail.FolderEmailBackend.send_messages", hang)
    deliver_batch([row.pk])
    row.refresh_from_db()
    assert (row.state, row.message) == (DeliveryState.FAILED, None)


def test_nobody_inherits_mails_by_an_address(alice: User) -> None:
    """Closed, and opened anew by somebody else, before any file was removed."""
    keep(alice)
    assert kept_mails(alice)
    delete_account(by=alice)
    assert kept_mails(create_account()) == ()


def test_closing_an_account_takes_its_mails(
    alice: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row, others = keep(alice), keep(create_account(email="bea@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(by=alice)
    assert whose(folder, row, others) == [False, True]


def test_files_go_with_their_delivery(
    alice: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old, new = keep(alice), keep(alice)
    Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT_FOR - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_deliveries() == 1
    assert whose(folder, old, new) == [False, True]


def test_what_is_removed_after_thirty_days_leaves_no_mail_behind(
    alice: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before, after = keep(alice), keep(alice)
    delete_person(by=alice, person=Person.objects.get())
    gone_on = timezone.now() - timedelta(days=31)
    Person.everything.update(deleted_at=gone_on)
    Delivery.objects.filter(pk=before.pk).update(created_at=gone_on - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        purge()
    assert whose(folder, before, after) == [False, True]


def test_a_file_that_cannot_be_removed_stops_nothing(
    alice: User,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = keep(alice)
    monkeypatch.setattr(Path, "unlink", lambda *args, **kwargs: (_ for _ in ()).throw(PermissionError()))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=alice, person=Person.objects.get())
    assert whose(folder, row) == [True]
    assert "could not be removed" in caplog.text
    assert "Ana" not in caplog.text
