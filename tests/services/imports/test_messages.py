"""Messages of a file become interactions of a day with their texts, once, and nothing the user did is touched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contacts.importers.rows import Known, MessageRow
from contacts.models import Contact, Handle, ImportBatch, ImportRow, Interaction, Message, Person, User
from contacts.rules.names import fold
from contacts.services.imports import messages
from contacts.services.imports.packing import pack
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of, move_interaction
from contacts.vocabulary import (
    Channel,
    Depth,
    HandleKind,
    ImportFormat,
    ImportOutcome,
    ImportRowKind,
    ImportState,
    Purpose,
    Side,
    Source,
    StartedBy,
)
from tests.factories import create_account, create_contact, create_person, today_of

pytestmark = pytest.mark.django_db

ME = Known("Alice Berg", "https://www.linkedin.com/in/alice-berg")
ANA = Known("Ana Ferreira", "https://www.linkedin.com/in/ana-ferreira")
BEN = Known("Ben Osei", "https://www.linkedin.com/in/ben-osei")
MAY = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
WORDS = "The reviewers liked the second draft of the tide tables"


@pytest.fixture
def alice() -> User:
    return create_account()


def a_batch(by: User, **about: object) -> ImportBatch:
    return ImportBatch.objects.create(
        owner=by,
        file_name="messages.csv",
        format=ImportFormat.LINKEDIN,
        state=ImportState.RUNNING,
        about={"me": ME.profile, "me_names": [fold(ME.name)], **about},
    )


def sent(
    sender: Known, *to: Known, day: float = 0, text: str = WORDS, thread: str = "2-abc", **more: str
) -> MessageRow:
    return MessageRow(
        line=1,
        conversation=thread,
        sender=sender,
        recipients=to,
        at=more.pop("at", MAY + timedelta(days=day)),  # type: ignore[arg-type]
        text=text,
        **more,
    )


def bring(by: User, *told: MessageRow, batch: ImportBatch | None = None) -> list[ImportRow]:
    batch = batch or a_batch(by)
    rows = [
        ImportRow.objects.create(
            batch=batch,
            part=row.part,
            line=number,
            kind=ImportRowKind.MESSAGE,
            thread=row.conversation,
            data=pack(row),
        )
        for number, row in enumerate(told, start=2)
    ]
    messages.apply(rows, batch=batch, by=by)
    assert all(row.outcome != ImportOutcome.WAITING for row in rows)
    return rows


def outcomes(rows: Sequence[ImportRow]) -> list[tuple[str, str]]:
    return [(row.outcome, row.why) for row in rows]


def ana_of(by: User) -> Person:
    return Person.objects.get(owner=by, name="Ana Ferreira")


def test_a_conversation_s_day_is_an_interaction_with_its_texts(alice: User) -> None:
    batch = a_batch(alice)
    rows = bring(
        alice,
        sent(ME, ANA, text="Did the tide tables arrive in Porto?", subject="Tide tables"),
        sent(ANA, ME, day=0.2, text="They did, and the harbour office wants forty more"),
        sent(ANA, ME, day=3, text="The office asks again"),
        batch=batch,
    )
    ana = ana_of(alice)
    assert outcomes(rows) == [("added", "")] * 3
    assert [row.person_id for row in rows] == [ana.pk] * 3
    assert (ana.source, ana.batch_id) == (Source.FILE, batch.pk)
    assert Handle.objects.get(person=ana).normal_value == "linkedin.com/in/ana-ferreira"
    first, second = Interaction.objects.order_by("happened_on")
    assert (first.happened_on, str(first.happened_at)) == (date(2026, 5, 4), "11:30:00")
    assert (first.channel, first.thread, first.purpose) == (Channel.MESSAGE, "2-abc", Purpose.UNKNOWN)
    assert (first.started_by, first.they_took_part, first.depth) == (StartedBy.ME, True, Depth.CHAT)
    assert (first.meaningful, first.missing) == (False, ["talked_about", "learned"])
    assert (first.batch_id, first.version) == (batch.pk, 1)
    assert (second.started_by, second.they_took_part) == (StartedBy.THEM, True)
    assert [(one.author, one.text) for one in first.messages.all()] == [
        (Side.ME, "Tide tables\n\nDid the tide tables arrive in Porto?"),
        (Side.THEM, "They did, and the harbour office wants forty more"),
    ]
    assert {one.batch_id for one in Message.objects.all()} == {batch.pk}
    assert not Contact.objects.exists()


def test_the_same_file_twice_is_nothing_new(alice: User) -> None:
    told = [sent(ME, ANA), sent(ANA, ME, day=0.1), sent(ME, ANA, text="👍", day=0.1), sent(ME, ANA, text="👍", day=0.1)]
    bring(alice, *told)
    before = list(Interaction.objects.values()), list(Message.objects.values())
    assert len(before[1]) == 4, "the same word twice in one second is two messages"
    assert outcomes(bring(alice, *told)) == [("matched", "")] * 4
    assert (list(Interaction.objects.values()), list(Message.objects.values())) == before


def test_two_copies_of_a_file_in_one_zip_are_one(alice: User) -> None:
    told = [sent(ME, ANA), sent(ME, ANA), sent(ANA, ME, day=0.1), sent(ME, ANA, BEN, day=9, thread="several")]
    rows = bring(alice, *(replace(row, part=part) for part in ("a/messages.csv", "b/messages.csv") for row in told))
    left_out = ("left_out", "to_several")
    assert outcomes(rows) == [*[("added", "")] * 3, left_out, *[("matched", "")] * 3, left_out]
    assert Message.objects.count() == 3


def test_a_later_file_adds_to_a_day_and_judges_it_anew(alice: User) -> None:
    bring(alice, sent(ME, ANA, day=0.1))
    later = a_batch(alice)
    rows = bring(
        alice, sent(ANA, ME, text="Good morning, the tables came to Porto"), sent(ME, ANA, day=0.1), batch=later
    )
    assert outcomes(rows) == [("updated", ""), ("matched", "")]
    day = Interaction.objects.get()
    assert (day.started_by, day.they_took_part, str(day.happened_at)) == (StartedBy.THEM, True, "11:30:00")
    assert day.version == 1
    assert [one.author for one in day.messages.all()] == [Side.THEM, Side.ME]
    # Taken back, the day is what its messages make it.
    Message.objects.filter(batch=later).delete()
    messages.rejudge_days(interactions=Interaction.objects.select_related("person"), by=alice)
    day.refresh_from_db()
    assert (day.started_by, str(day.happened_at)) == (StartedBy.ME, "13:54:00")


def test_what_the_user_made_of_a_day_stays_and_further_messages_stand_with_it(alice: User) -> None:
    bring(alice, sent(ME, ANA))
    day = Interaction.objects.get()
    edit_interaction(
        by=alice,
        interaction=day,
        version=1,
        entry=entry_of(day).__class__(**{**_fields(entry_of(day)), "learned": "sails"}),
    )
    assert outcomes(bring(alice, sent(ME, ANA), sent(ANA, ME, day=0.1))) == [("matched", ""), ("updated", "")]
    day.refresh_from_db()
    assert (day.learned, day.started_by, day.they_took_part) == ("sails", StartedBy.ME, False)
    assert day.messages.count() == 2


def _fields(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_day_that_the_user_deleted_stays_deleted(alice: User) -> None:
    bring(alice, sent(ME, ANA))
    delete_interaction(by=alice, interaction=Interaction.objects.get())
    assert outcomes(bring(alice, sent(ME, ANA), sent(ANA, ME, day=0.1))) == [("left_out", "day_deleted")] * 2
    assert not Interaction.objects.exists()
    assert Message.objects.count() == 1


def test_a_day_that_was_moved_to_somebody_else_is_known(alice: User) -> None:
    bring(alice, sent(ME, ANA))
    other = create_person(by=alice, name="Ines Prado")
    moved = move_interaction(by=alice, interaction=Interaction.objects.get(), to=other)
    assert outcomes(bring(alice, sent(ME, ANA))) == [("matched", "")]
    assert Interaction.objects.get() == moved


def test_another_time_zone_makes_no_message_twice(alice: User) -> None:
    late = sent(ME, ANA, at=datetime(2026, 5, 4, 23, tzinfo=UTC))  # type: ignore[arg-type]
    bring(alice, late)
    alice.time_zone = "America/Lima"
    alice.save()
    assert outcomes(bring(alice, late)) == [("matched", "")]
    assert Message.objects.count() == 1


def test_a_group_is_with_those_who_wrote(alice: User) -> None:
    rows = bring(
        alice,
        sent(ME, ANA, BEN, text="Hello both of you"),
        sent(ANA, ME, BEN, day=2),
        sent(ME, ANA, BEN, day=2.1),
        sent(BEN, ME, ANA, day=2.2),
    )
    assert outcomes(rows) == [("left_out", "to_several"), *[("added", "")] * 3]
    assert {(one.person.name, one.messages.count()) for one in Interaction.objects.all()} == {
        ("Ana Ferreira", 2),
        ("Ben Osei", 2),
    }


def test_two_with_old_addresses_that_end_alike_are_two(alice: User) -> None:
    ana, ben = (
        Known(name, f"https://www.linkedin.com/pub/{of}/345/678")
        for name, of in (("Ana Ferreira", "ana/12"), ("Ben Osei", "ben/99"))
    )
    rows = bring(alice, sent(ana, ME, ben), sent(ben, ME, ana, day=0.1), sent(ME, ana, ben, day=0.2))
    assert outcomes(rows) == [("added", "")] * 3
    assert {one.person.name for one in Interaction.objects.all()} == {"Ana Ferreira", "Ben Osei"}


def test_somebody_who_never_wrote_in_a_group_is_nobody_new(alice: User) -> None:
    bring(alice, sent(ME, ANA, BEN))
    assert not Person.objects.exists()


def test_without_knowing_who_i_am_nothing_can_be_told(alice: User) -> None:
    rows = bring(alice, sent(ME, ANA), batch=a_batch(alice, me="", me_names=[]))
    assert outcomes(rows) == [("left_out", "me_unknown")]
    assert not Person.objects.exists()


@pytest.mark.parametrize("at", [datetime(1799, 1, 5, tzinfo=UTC), datetime(9999, 12, 31, 23, 30, tzinfo=UTC)])
def test_days_out_of_reach_are_refused(alice: User, at: datetime) -> None:
    rows = bring(alice, sent(ME, ANA, at=at), sent(ME, ANA, thread="other"))  # type: ignore[arg-type]
    assert outcomes(rows) == [("refused", "day_out_of_reach"), ("added", "")]


def test_days_long_past_come_in(alice: User) -> None:
    assert outcomes(bring(alice, sent(ME, ANA, at=datetime(1842, 7, 10, tzinfo=UTC)))) == [("added", "")]  # type: ignore[arg-type]


def test_whoever_is_left_out_or_deleted_stays_so(alice: User) -> None:
    bring(alice, sent(ME, ANA))
    ana = ana_of(alice)
    for field, why in (("left_out_at", "left_out_for_good"), ("deleted_at", "deleted")):
        Person.everything.filter(pk=ana.pk).update(left_out_at=None, deleted_at=None)
        Person.everything.filter(pk=ana.pk).update(**{field: MAY})
        assert outcomes(bring(alice, sent(ANA, ME, day=9))) == [("left_out", why)]
    assert Message.objects.count() == 1


def test_an_account_never_sees_another_s(alice: User) -> None:
    bring(alice, sent(ME, ANA))
    mallory = create_account(email="mallory@example.org")
    assert outcomes(bring(mallory, sent(ME, ANA))) == [("added", "")]
    assert Interaction.objects.count() == Person.objects.count() == 2


def test_a_contact_is_in_touch_by_a_day_with_both(alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=300)
    Handle.objects.create(
        person=contact.person,
        kind=HandleKind.PROFILE,
        value=ANA.profile,
        normal_value="linkedin.com/in/ana-ferreira",
    )
    now = datetime.now(UTC) - timedelta(days=9)
    bring(alice, sent(ME, ANA, at=now), sent(ANA, ME, at=now + timedelta(minutes=1)))  # type: ignore[arg-type]
    contact.standing.refresh_from_db()
    assert contact.standing.last_in_touch_on == today_of(alice) - timedelta(days=9)
    assert contact.standing.i_asked == contact.standing.they_asked == 0


def test_queries_do_not_grow_with_conversations(alice: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def told(start: int, count: int) -> list[MessageRow]:
        return [
            sent(ME, Known(f"Person {number} Ferreira", f"https://www.linkedin.com/in/p-{number}"), thread=f"t{number}")
            for number in range(start, start + count)
        ]

    def queries(count: int, start: int) -> int:
        batch = a_batch(alice)
        rows = [
            ImportRow(batch=batch, line=1, kind=ImportRowKind.MESSAGE, thread=row.conversation, data=pack(row))
            for row in told(start, count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            messages.apply(rows, batch=batch, by=alice)
        return len(captured)

    assert queries(5, 100) == queries(10, 200)
