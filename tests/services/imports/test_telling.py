"""The app tells when an import or an export has ended: once, and of the file no more than its name."""

from uuid import uuid4

import pytest

from contacts.models import ImportBatch, Notification, User
from contacts.services.exports import make_export
from contacts.services.exports.making import carry_on as make_on
from contacts.services.imports import cancel, carry_on, discard, run_to_the_end, start, undo
from contacts.vocabulary import ImportState
from tests.factories import create_account
from tests.services.imports.files import bring_in, connections, many, read_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return create_account()


def told(account: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(account=account).order_by("pk").values_list("title", "text"))


def test_an_import_that_is_done_and_one_that_is_undone(alice: User) -> None:
    batch = bring_in(by=alice, content=connections(*many(3), "only,one"))
    done = ("Your import of “Connections.csv” is done: 3 added", "0 known already, 0 left out, 1 refused.")
    assert told(alice) == [done]
    assert Notification.objects.get().path == f"/imports/{batch.public_id}/"
    run_to_the_end(batch)
    carry_on(batch.pk)
    assert len(told(alice)) == 1, "once"
    run_to_the_end(undo(by=alice, batch=batch))
    assert told(alice)[1:] == [("Your import of “Connections.csv” is undone", "")]


def test_one_that_only_waits_for_its_owner_is_not_told_of(alice: User) -> None:
    read_in(by=alice, content=connections(*many(3)))
    assert told(alice) == []


def test_one_that_was_cancelled(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contacts.services.imports.running.CHUNK", 10)
    batch = start(by=alice, batch=read_in(by=alice, content=connections(*many(30))), choices={})
    carry_on(batch.pk, seconds=0)
    run_to_the_end(cancel(by=alice, batch=batch))
    assert [title for title, _text in told(alice)] == [
        "Your import of “Connections.csv” was cancelled: 10 added before"
    ]


def test_one_that_failed_and_its_word_goes_with_it(alice: User) -> None:
    batch = read_in(by=alice, content=b"%PDF-1.4 x", name="x" * 190)
    assert batch.state == ImportState.FAILED
    ((title, text),) = told(alice)
    assert title == f"Your import of “{'x' * 79}…” came to nothing" and text == batch.error
    discard(by=alice, batch=batch)
    carry_on(batch.pk)
    assert not ImportBatch.objects.exists() and told(alice) == []


def test_an_export(alice: User) -> None:
    export = make_export(by=alice, entry_key=uuid4())
    for _once_more in range(2):
        make_on(export.pk)
    ((title, text),) = told(alice)
    assert title == "Your export is done" and text.startswith("It can be downloaded until ")
