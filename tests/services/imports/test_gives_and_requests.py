"""Recommendations, endorsements and requests to connect of a file: once each, and planning nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contacts.importers.rows import GiveRow, Known, RequestRow, Row
from contacts.models import Exchange, FollowUp, Handle, ImportBatch, ImportRow, Person, Request, Standing, User
from contacts.services.exchanges import delete_exchange, edit_exchange
from contacts.services.imports import gives, requests
from contacts.services.imports.packing import kind_of, pack
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import (
    Category,
    ExchangeState,
    HandleKind,
    ImportOutcome,
    ImportRowKind,
    RequestAnswer,
    RequestWay,
    Side,
    Size,
    Source,
)
from tests.factories import create_account, create_contact, today_of
from tests.services.imports.test_messages import ANA, BEN, a_batch, outcomes
from tests.services.taken_along import bring_back, exported

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 2)


@pytest.fixture
def alice() -> User:
    return create_account()


def bring(by: User, *told: Row, batch: ImportBatch | None = None) -> list[ImportRow]:
    batch = batch or a_batch(by)
    rows = [
        ImportRow.objects.create(batch=batch, line=number, kind=kind_of(row), data=pack(row))
        for number, row in enumerate(told, start=2)
    ]
    applying = gives if isinstance(told[0], GiveRow) else requests
    applying.apply(rows, batch=batch, by=by)
    assert all(row.outcome != ImportOutcome.WAITING for row in rows)
    return rows


def give(who: Known = ANA, *, giver: Side = Side.THEM, on: date = DAY, **fields: str) -> GiveRow:
    return GiveRow(line=2, giver=giver, who=who, on=on, **fields)


def request(who: Known = ANA, *, way: RequestWay = RequestWay.IN, text: str = "We met in Porto") -> RequestRow:
    return RequestRow(line=2, way=way, who=who, at=datetime(2026, 10, 2, 23, 30, tzinfo=UTC), text=text)


def ana_the_contact(by: User) -> Person:
    person = create_contact(by=by, name="Ana Ferreira", days_ago=400).person
    Handle.objects.create(
        person=person, kind=HandleKind.PROFILE, value=ANA.profile, normal_value="linkedin.com/in/ana-ferreira"
    )
    return person


def test_a_recommendation_is_a_favour_of_weight(alice: User) -> None:
    rows = bring(alice, give(text="She reads\na draft like nobody else", organisation="Porto Tides", role="Editor"))
    favour = Exchange.objects.select_related("person").get()
    assert outcomes(rows) == [("added", "")]
    assert (favour.giver, favour.asked, favour.state) == (Side.THEM, False, ExchangeState.KEPT)
    assert (favour.category, favour.size) == (Category.RECOMMENDATION, Size.MEDIUM)
    assert (favour.opened_on, favour.settled_on) == (DAY, DAY)
    assert favour.what == "a recommendation: “She reads a draft like nobody else”"
    assert (favour.person.organisation, favour.person.role) == ("Porto Tides", "Editor")
    assert (favour.person.source, favour.batch_id) == (Source.FILE, rows[0].batch_id)
    assert "porto tides" in favour.person.search_name


def test_endorsements_of_one_person_and_day_are_one_small_favour(alice: User) -> None:
    told = [give(skill="Python"), give(skill="Sailing"), give(skill="Python"), give(BEN, skill="Python")]
    assert outcomes(bring(alice, *told)) == [("added", "")] * 4
    favour = Exchange.objects.get(person__name="Ana Ferreira")
    assert (favour.what, favour.size, favour.category) == ("endorsed for Python, Sailing", Size.SMALL, "")
    assert Exchange.objects.count() == 2


def test_given_and_received_on_one_day_are_two(alice: User) -> None:
    bring(alice, give(skill="Python"), give(skill="Python", giver=Side.ME))
    assert {row.giver for row in Exchange.objects.all()} == {"me", "them"}


def test_skills_without_end_fit_and_are_counted(alice: User) -> None:
    bring(alice, *[give(skill=f"a rather long skill number {number:03}") for number in range(60)])
    what = Exchange.objects.get().what
    assert len(what) <= 500
    assert what.endswith("more")


def test_the_same_again_is_nothing_new_and_more_skills_are_added(alice: User) -> None:
    bring(alice, give(skill="Python"), give(text="Splendid work"))
    assert outcomes(bring(alice, give(skill="Python"), give(text="Splendid work"))) == [("matched", "")] * 2
    bring(alice, give(skill="Python"), give(skill="Sailing"))
    assert Exchange.objects.get(size=Size.SMALL).what == "endorsed for Python, Sailing"
    assert Exchange.objects.count() == 2


def test_a_newer_export_with_addresses_brings_the_same_favours(alice: User) -> None:
    told = [give(Known(ANA.name), skill="Python"), give(Known(ANA.name), text="Splendid work")]
    bring(alice, *told)
    newer = [give(skill="Python"), give(text="Splendid work"), give(text="Other words")]
    assert outcomes(bring(alice, *newer)) == [("matched", "")] * 2 + [("added", "")]
    assert outcomes(bring(alice, *told)) == [("matched", "")] * 2
    bring(alice, give(BEN, skill="Python"), give(Known(BEN.name), skill="Sailing"))
    assert Exchange.objects.get(person__name=BEN.name).what == "endorsed for Python, Sailing"
    assert Exchange.objects.count() == 4 and Person.objects.count() == 2


def test_a_recommendation_that_came_back_with_our_own_export_is_known(alice: User) -> None:
    long = "She reads a draft like nobody else, and says so " * 9
    bring(alice, give(text=long), give(text="Splendid work"), give(skill="Python"))
    bob = create_account(email="bob@example.org")
    bring_back(exported(alice), into=bob)
    told = [give(text=long), give(text="Splendid work"), give(skill="Python"), give(text="Other words")]
    assert outcomes(bring(bob, *told)) == [("matched", "")] * 3 + [("added", "")]


def test_what_the_user_changed_or_deleted_stays_so(alice: User) -> None:
    bring(alice, give(skill="Python"), give(text="Splendid work"))
    small, medium = Exchange.objects.order_by("size")
    edit_exchange(
        by=alice,
        exchange=small,
        version=1,
        what="a click",
        size=Size.SMALL,
        giver=Side.THEM,
        asked=False,
        opened_on=DAY,
        due_on=None,
        our_work=True,
    )
    delete_exchange(by=alice, exchange=medium)
    rows = bring(alice, give(skill="Python"), give(skill="Sailing"), give(text="Splendid work"))
    assert outcomes(rows) == [("matched", ""), ("matched", ""), ("left_out", "favour_deleted")]
    assert Exchange.objects.get().what == "a click"


def test_a_contact_s_balance_counts_it_and_nothing_is_planned(alice: User) -> None:
    ana = ana_the_contact(alice)
    for days in (0, 3, 40, 170):
        bring(alice, give(on=today_of(alice) - timedelta(days=days), text=f"Work of {days} days ago"))
    assert Standing.objects.get(contact_id=ana.pk).they_gave == 4
    assert not FollowUp.objects.filter(person=ana, exchange__isnull=False).exists()
    assert rebuild_standings([ana.pk]) == 0


@pytest.mark.parametrize("on", [date(1799, 12, 31), date(9999, 1, 1)])
def test_days_out_of_reach_are_refused_and_bring_nobody(alice: User, on: date) -> None:
    assert outcomes(bring(alice, give(on=on, skill="Python"))) == [("refused", "day_out_of_reach")]
    assert not Person.objects.exists()


# Requests


def test_a_request_stands_with_its_person_at_the_door(alice: User) -> None:
    rows = bring(alice, request(), request(BEN, way=RequestWay.OUT, text=""))
    assert outcomes(rows) == [("added", "")] * 2
    received = Request.objects.get(way=RequestWay.IN)
    assert (received.sent_on, received.text, received.answer) == (date(2026, 10, 3), "We met in Porto", "unknown")
    assert received.sent_at == datetime(2026, 10, 2, 23, 30, tzinfo=UTC)
    assert not received.person.is_contact
    assert received.person.source == Source.FILE
    assert "request to connect" in received.person.source_note


def test_a_moment_without_a_zone_is_the_account_s_own(alice: User) -> None:
    bring(alice, RequestRow(line=2, way=RequestWay.IN, who=ANA, at=datetime(2026, 1, 29, 0, 10)))
    assert Request.objects.get().sent_on == date(2026, 1, 29)


def test_the_same_request_again_is_known_and_both_ways_are_two(alice: User) -> None:
    bring(alice, request(), request(way=RequestWay.OUT))
    assert outcomes(bring(alice, request(), request())) == [("matched", "")] * 2
    assert Request.objects.count() == 2


def test_a_newer_export_with_addresses_brings_the_same_requests(alice: User) -> None:
    by_name = Known(ANA.name)
    bring(alice, request(by_name), request(by_name, way=RequestWay.OUT))
    assert outcomes(bring(alice, request(), request(way=RequestWay.OUT))) == [("matched", "")] * 2
    assert outcomes(bring(alice, request(BEN))) == [("added", "")]
    assert outcomes(bring(alice, request(Known(BEN.name)), request(BEN))) == [("matched", "")] * 2
    assert Request.objects.count() == 3 and Person.objects.count() == 2


def test_another_time_zone_makes_no_request_twice(alice: User) -> None:
    bring(alice, request(), request(Known(BEN.name)))
    alice.time_zone = "America/New_York"
    alice.save()
    assert outcomes(bring(alice, request(), request(BEN))) == [("matched", "")] * 2
    assert Request.objects.count() == 2


def test_two_with_old_addresses_that_end_alike_are_two(alice: User) -> None:
    ana, ben = (
        Known(name, f"https://www.linkedin.com/pub/{of}/345/678")
        for name, of in (("Ana Ferreira", "ana/12"), ("Ben Osei", "ben/99"))
    )
    bring(alice, request(ana), request(ben))
    assert {one.person.name for one in Request.objects.all()} == {"Ana Ferreira", "Ben Osei"}


def test_whoever_is_among_the_connections_said_yes(alice: User) -> None:
    bring(alice, request())
    batch = a_batch(alice)
    ImportRow.objects.create(
        batch=batch,
        line=1,
        kind=ImportRowKind.PERSON,
        outcome=ImportOutcome.MATCHED,
        person=Person.objects.get(name="Ana Ferreira"),
    )
    assert outcomes(bring(alice, request(), batch=batch)) == [("updated", "")]
    assert Request.objects.get().answer == RequestAnswer.ACCEPTED


def test_whoever_is_left_out_stays_out(alice: User) -> None:
    bring(alice, request())
    Person.objects.update(left_out_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert outcomes(bring(alice, request(way=RequestWay.OUT))) == [("left_out", "left_out_for_good")]
    assert outcomes(bring(alice, give(skill="Python"))) == [("left_out", "left_out_for_good")]
    assert not Exchange.objects.exists()
