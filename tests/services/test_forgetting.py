"""Forgetting and closing (E-61): hidden at once, undone meanwhile, and afterwards nothing left in table or folder."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from contacts.errors import Refused
from contacts.models import (
    Delivery,
    Export,
    FollowUp,
    Forgotten,
    Handle,
    ImportBatch,
    Person,
    User,
)
from contacts.models.imports import private_storage
from contacts.services.accounts import close_account, delete_closed, keep_account
from contacts.services.bulk import BulkEntry, change_many
from contacts.services.exports.ordering import folder_of
from contacts.services.forgetting import digests_of, forget_due, forget_person
from contacts.services.mornings import make_mornings
from contacts.services.people import PersonFacts, edit_person, leave_out, let_in, restore_person
from contacts.services.private_files import sweep_left_behind
from contacts.vocabulary import BulkStep, HandleKind
from tests.factories import create_account, create_contact, create_person, create_promise, log
from tests.services.brought import bring
from tests.services.test_accounts import fill

SIGN = "Zzyzxova"


@pytest.fixture
def alice(db: None) -> User:
    return create_account()


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every table of the database, those of other apps and those without a model, too."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def say_of(sign: str) -> list[str]:
    return [
        table for table, rows in everything().items() if any(sign.casefold() in repr(row).casefold() for row in rows)
    ]


def files() -> list[str]:
    folder = Path(private_storage().path(""))
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestAPerson:
    def test_is_hidden_at_once_and_comes_back_whole(self, alice: User) -> None:
        ana = create_contact(by=alice, name=SIGN).person
        before = {table: rows for table, rows in everything().items() if "person" not in table}
        forget_person(by=alice, person=ana, leave_hash=True)
        assert not Person.objects.exists()
        restore_person(by=alice, person=ana)
        after = {table: rows for table, rows in everything().items() if "person" not in table}
        assert after == before
        ana.refresh_from_db()
        assert (ana.deleted_at, ana.forget_at) == (None, None)
        assert forget_due(at=timezone.now() + timedelta(days=8)) == 0

    def test_leaves_no_word_after_seven_days(self, alice: User) -> None:
        ana = create_contact(by=alice, name=SIGN).person
        create_promise(by=alice, person=ana)
        Handle.objects.create(
            person=ana, kind=HandleKind.EMAIL, value=f"{SIGN}@x.org", normal_value=f"{SIGN.lower()}@x.org"
        )
        batch = bring(by=alice, person=ana, sign=SIGN)
        forget_person(by=alice, person=ana)
        assert forget_due(at=timezone.now() + timedelta(days=6)) == 0
        batch.file_name = "friends.csv"
        batch.save(update_fields=["file_name"])
        assert say_of(SIGN)
        assert forget_due(at=timezone.now() + timedelta(days=7, minutes=1)) == 1
        assert say_of(SIGN) == []
        assert not Person.everything.exists()
        assert not Forgotten.objects.filter(person__isnull=False).exists()

    def test_a_hash_of_each_address_outlives_them_if_the_user_wishes(self, alice: User) -> None:
        ana = create_person(by=alice, name=SIGN, email="Ana@Example.org")
        forget_person(by=alice, person=ana, leave_hash=True)
        forget_due(at=timezone.now() + timedelta(days=8))
        [row] = Forgotten.objects.all()
        known = digests_of(account=alice, handles=[(HandleKind.EMAIL, "ana@example.org"), ("phone", "")])
        assert (row.person, known) == (None, {("email", "ana@example.org"): row.digest})
        assert "ana" not in row.digest and len(row.digest) == 64

    def test_the_hash_is_of_this_account_and_this_house(self, alice: User, settings: object) -> None:
        handle = (HandleKind.EMAIL, "ana@example.org")
        digests = {digests_of(account=alice, handles=[handle])[handle]}
        digests |= set(digests_of(account=create_account(email="b@example.org"), handles=[handle]).values())
        digests |= set(digests_of(account=alice, handles=[(HandleKind.PROFILE, "ana@example.org")]).values())
        settings.SECRET_KEY = "another key"  # type: ignore[attr-defined]
        digests |= set(digests_of(account=alice, handles=[handle]).values())
        assert len(digests) == 4

    def test_asked_for_again_the_day_stays_and_the_hash_is_as_said_last(self, alice: User) -> None:
        ana = create_person(by=alice, name="Ana", email="ana@example.org")
        first = forget_person(by=alice, person=ana, leave_hash=True).forget_at
        assert forget_person(by=alice, person=ana).forget_at == first
        assert not Forgotten.objects.exists()

    @pytest.mark.parametrize("first_back", [True, False])
    def test_two_with_one_address_have_each_a_hash_of_their_own(self, alice: User, first_back: bool) -> None:
        ana, bo = (create_person(by=alice, name=name, email="home@example.org") for name in ("Ana", "Bo"))
        for person in (ana, bo):
            forget_person(by=alice, person=person, leave_hash=True)
        restore_person(by=alice, person=ana if first_back else bo)
        assert [row.person for row in Forgotten.objects.all()] == [bo if first_back else ana]
        forget_due(at=timezone.now() + timedelta(days=8))
        [row] = Forgotten.objects.all()
        assert row.digest in digests_of(account=alice, handles=[(HandleKind.EMAIL, "home@example.org")]).values()

    def test_whoever_wished_no_hash_leaves_none_for_another(self, alice: User) -> None:
        ana, bo = (create_person(by=alice, name=name, email="home@example.org") for name in ("Ana", "Bo"))
        forget_person(by=alice, person=ana, leave_hash=True)
        forget_person(by=alice, person=bo)
        restore_person(by=alice, person=ana)
        assert not Forgotten.objects.exists()

    def test_is_nobody_elses_to_forget(self, alice: User) -> None:
        with pytest.raises(Refused):
            forget_person(by=create_account(email="m@example.org"), person=create_person(by=alice))


class TestLeftOut:
    def test_talking_with_somebody_lets_them_in_again(self, alice: User) -> None:
        ana = create_person(by=alice, name="Ana")
        leave_out(by=alice, person=ana)
        contact = log(by=alice, person=ana).contact
        assert contact is not None
        ana.refresh_from_db()
        assert ana.left_out_at is None

    def test_a_contact_is_not_left_out(self, alice: User) -> None:
        with pytest.raises(Refused, match="back to the door"):
            leave_out(by=alice, person=create_contact(by=alice).person)

    def test_what_is_due_falls_silent_and_comes_back(self, alice: User) -> None:
        ana = create_person(by=alice, name="Ana")
        create_promise(by=alice, person=ana, due_in=0)
        leave_out(by=alice, person=ana)
        assert FollowUp.objects.open().exists() and not FollowUp.objects.open().audible().exists()
        let_in(by=alice, person=ana)
        assert FollowUp.objects.open().audible().exists()


class TestAnAccount:
    def test_waits_seven_days_without_digests_and_can_be_kept(self, alice: User) -> None:
        User.objects.update(digest_days="0123456", digest_at="00:00", joined_at=timezone.now() - timedelta(days=9))
        create_promise(by=alice, person=create_person(by=alice), due_in=0)
        close_account(by=alice)
        day = close_account(by=alice).closes_at
        assert day is not None and timedelta(days=6, hours=23) < day - timezone.now() <= timedelta(days=7)
        make_mornings(now=timezone.now())
        assert not Delivery.objects.exists()
        assert delete_closed() == 0
        keep_account(by=alice)
        make_mornings(now=timezone.now())
        assert Delivery.objects.exists()
        assert delete_closed(at=timezone.now() + timedelta(days=30)) == 0

    def test_leaves_no_row_in_any_table_and_no_file(
        self, alice: User, django_capture_on_commit_callbacks: object
    ) -> None:
        mallory = create_account(email="mallory@example.org")
        hers = ImportBatch.objects.create(owner=mallory, file_name="hers.csv")
        hers.file.save("any", ContentFile(b"hers"))
        fill(mallory)
        before, kept = everything(), files()
        bea = create_account(email=f"{SIGN.lower()}@example.org")
        fill(bea)
        person = create_contact(by=bea, name=SIGN).person
        edit_person(by=bea, person=person, version=1, facts=PersonFacts(name=SIGN, tags=("boats",), note=SIGN))
        bring(by=bea, person=person, sign=SIGN)
        forget_person(by=bea, person=create_person(by=bea, name=SIGN, email="a@b.org"), leave_hash=True)
        entry = BulkEntry(step=BulkStep.TAG, tag=SIGN)
        change_many(by=bea, people=Person.objects.all(), entry=entry, entry_key=uuid4())
        under_way = Export.objects.filter(owner=bea).first()
        assert under_way is not None
        work = folder_of(under_way)
        (work / "people").mkdir(parents=True)
        (work / "people.csv").write_text(SIGN)
        work.with_name(f"{under_way.public_id}.zip.part").write_text(SIGN)
        assert len(files()) == len(kept) + 6
        close_account(by=bea)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            assert delete_closed(at=timezone.now() + timedelta(days=8)) == 1
        after = everything()
        counting = {table for table in after if "sequence" in table}
        assert {table: rows for table, rows in after.items() if table not in counting} == {
            table: rows for table, rows in before.items() if table not in counting
        }
        assert files() == kept

    def test_every_table_that_hangs_on_an_account_is_filled_above(self) -> None:
        """Whatever comes new and belongs to an account has to be in `fill` or `bring`, or the proof proves less."""
        assert {"Message", "Request", "Tag", "Merge", "BulkChange", "Export", "ImportRow", "Forgotten"} <= {
            table.__name__ for table in apps.get_app_config("contacts").get_models()
        }

    def test_cut_off_half_way_it_goes_on_and_cannot_be_kept_any_more(
        self, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(5):
            create_person(by=alice, name=f"P {number}")
        close_account(by=alice)
        late = timezone.now() + timedelta(days=8)
        with monkeypatch.context() as patch, pytest.raises(OSError):
            patch.setattr("contacts.services.accounts.delete_account", lambda **_: (_ for _ in ()).throw(OSError()))
            delete_closed(at=late)
        assert not Person.everything.exists()
        with pytest.raises(Refused):
            keep_account(by=alice)
        assert delete_closed(at=late) == 1
        assert not User.objects.exists()

    def test_files_whose_row_is_gone_are_swept_after_a_day(self, alice: User) -> None:
        batch = ImportBatch.objects.create(owner=alice, file_name="a.csv")
        batch.file.save("any", ContentFile(b"kept"))
        storage = private_storage()
        left = [
            storage.save(f"imports/{uuid4()}", ContentFile(b"x")),
            storage.save(f"exports/{uuid4()}.zip", ContentFile(b"x")),
        ]
        assert sweep_left_behind() == 0
        assert sweep_left_behind(at=timezone.now() + timedelta(days=2)) >= 2
        assert not any(storage.exists(name) for name in left)
        assert storage.exists(batch.file.name)
        batch.file.delete()
