"""Two tabs, two devices, two workers at once on PostgreSQL: one of them waits, and both end in step."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import TransactionTestCase

from contacts.errors import FoundingInteraction, Refused, StaleVersion
from contacts.models import Circle, Contact, Exchange, FollowUp, Interaction, Person, Standing, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings, delete_account
from contacts.services.contacts import (
    choose_cadence,
    delete_circle,
    found_on_another,
    merge_circles,
    send_back_to_the_door,
)
from contacts.services.exchanges import settle_exchange
from contacts.services.follow_ups import complete_follow_up, reopen_follow_up, snooze_follow_up
from contacts.services.interactions import (
    delete_interaction,
    edit_interaction,
    entry_of,
    log_interaction,
    move_interaction,
)
from contacts.services.locks import lock_person
from contacts.services.mutes import mute
from contacts.services.people import delete_person, erase_person
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ExchangeState
from tests.factories import (
    create_account,
    create_contact,
    create_event,
    create_interaction,
    create_nudge,
    create_person,
    create_promise,
    entry,
    today_of,
)
from tests.races import Rival, meet

pytestmark = pytest.mark.postgresql

BOAT = "sold the boat to a school in Stavanger"
BAKERY = "their sister opened a bakery in Bergen"


class RaceTests(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account()

    def tearDown(self) -> None:
        people = list(Contact.objects.values_list("pk", flat=True))
        assert rebuild_standings(people) == 0
        assert set(Standing.objects.values_list("pk", flat=True)) == set(people)

    def test_the_same_entry_by_name_is_one_person_and_one_row(self) -> None:
        sent = entry(by=self.alice, name="Ana")

        def send() -> object:
            return log_interaction(by=self.alice, entry=sent)

        outcome = meet(send, send)
        assert outcome.error is None and outcome.answer.created is False
        assert outcome.answer.contact_made and outcome.answer.first_follow_up_on
        for table in (Person, Interaction, Contact, FollowUp):
            assert table.objects.count() == 1

    def test_the_same_entry_whose_first_sending_came_to_nothing(self) -> None:
        sent = entry(by=self.alice, name="Ana")

        def send() -> object:
            return log_interaction(by=self.alice, entry=sent)

        outcome = meet(send, send, roll_back=True)
        assert outcome.error is None and outcome.answer.created is True
        assert Interaction.objects.count() == Person.objects.count() == 1

    def test_the_same_key_with_other_content_is_told(self) -> None:
        sent = entry(by=self.alice, name="Ana")
        outcome = meet(
            lambda: log_interaction(by=self.alice, entry=sent),
            lambda: log_interaction(by=self.alice, entry=replace(sent, learned=BOAT)),
        )
        assert isinstance(outcome.error, StaleVersion)
        assert Interaction.objects.get().learned == sent.learned

    def test_two_conversations_make_one_contact(self) -> None:
        ana = create_person(by=self.alice)
        outcome = meet(
            lambda: log_interaction(by=self.alice, entry=entry(by=self.alice, person=ana, learned=BOAT)),
            lambda: log_interaction(by=self.alice, entry=entry(by=self.alice, person=ana, learned=BAKERY)),
        )
        assert outcome.error is None and not outcome.answer.contact_made
        assert Contact.objects.count() == FollowUp.objects.count() == 1
        assert Standing.objects.get().last_in_touch == outcome.answer.interaction

    def test_two_edits(self) -> None:
        row = create_interaction(by=self.alice, name="Ana")

        def edit(learned: str) -> object:
            written = replace(entry_of(Interaction.objects.get()), learned=learned)
            return edit_interaction(by=self.alice, interaction=row, version=1, entry=written)

        assert isinstance(meet(lambda: edit(BOAT), lambda: edit(BAKERY)).error, StaleVersion)
        assert Interaction.objects.get().learned == BOAT

    def test_refounding_on_what_is_being_deleted_and_the_other_way_round(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        other = create_interaction(by=self.alice, person=contact.person, learned=BOAT)

        def refound() -> object:
            return found_on_another(by=self.alice, contact=contact, interaction=other)

        def delete() -> object:
            return delete_interaction(by=self.alice, interaction=other)

        assert isinstance(meet(refound, delete).error, FoundingInteraction)
        found_on_another(by=self.alice, contact=contact, interaction=contact.founded_on)
        assert isinstance(meet(delete, refound).error, Refused)
        assert Contact.objects.get().founded_on == contact.founded_on

    def test_sent_back_while_something_is_logged(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        outcome = meet(
            lambda: send_back_to_the_door(by=self.alice, contact=contact),
            lambda: log_interaction(by=self.alice, entry=entry(by=self.alice, person=contact.person, learned=BOAT)),
        )
        assert outcome.error is None and outcome.answer.contact_made

    def test_two_moves_across_do_not_wait_for_each_other_for_ever(self) -> None:
        ana, ben = (create_contact(by=self.alice, name=name, days_ago=30).person for name in ("Ana", "Ben"))
        hers = create_interaction(by=self.alice, person=ana, learned=BOAT)
        his = create_interaction(by=self.alice, person=ben, learned=BAKERY)
        outcome = meet(
            lambda: move_interaction(by=self.alice, interaction=hers, to=ben),
            lambda: move_interaction(by=self.alice, interaction=his, to=ana),
        )
        assert outcome.error is None
        hers.refresh_from_db(), his.refresh_from_db()
        assert (hers.person, his.person) == (ben, ana)

    def test_a_favour_settled_while_it_moves(self) -> None:
        ana = create_contact(by=self.alice, days_ago=30).person
        promise = create_promise(by=self.alice, person=ana)
        outcome = meet(
            lambda: delete_person(by=self.alice, person=ana),
            lambda: settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=today_of(self.alice)),
        )
        assert isinstance(outcome.error, Refused)
        assert Exchange.objects.get().state == ExchangeState.PROMISED

    def test_done_twice_is_done_once(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        row = FollowUp.objects.get(person=contact.person)

        def done() -> object:
            return complete_follow_up(by=self.alice, follow_up=row)

        assert meet(done, done).error is None
        assert FollowUp.objects.count() == 1

    def test_done_while_the_log_answers_it(self) -> None:
        contact = create_contact(by=self.alice, days_ago=30)
        row = FollowUp.objects.get(person=contact.person)
        written = entry(by=self.alice, person=contact.person, learned=BOAT)
        outcome = meet(
            lambda: log_interaction(by=self.alice, entry=written),
            lambda: complete_follow_up(by=self.alice, follow_up=row),
        )
        assert outcome.error is None
        row.refresh_from_db()
        assert row.closed_how == "answered"

    def test_erased_while_something_is_logged(self) -> None:
        ana = create_contact(by=self.alice, days_ago=30).person
        written = entry(by=self.alice, person=ana, learned=BOAT)

        def erase() -> object:
            return erase_person(by=self.alice, person=ana)

        def log_it() -> object:
            return log_interaction(by=self.alice, entry=written)

        assert meet(log_it, erase).error is None
        assert not Person.everything.exists() and not Interaction.everything.exists()
        ana = create_contact(by=self.alice, days_ago=30).person
        written = replace(written, person=ana, entry_key=uuid4())
        assert isinstance(meet(erase, log_it).error, Refused)
        assert not Interaction.everything.exists()

    def test_the_account_closed_while_something_is_logged(self) -> None:
        ben = create_contact(by=self.alice, name="Ben", days_ago=30).person
        written = entry(by=self.alice, person=ben, learned=BOAT)
        outcome = meet(lambda: log_interaction(by=self.alice, entry=written), lambda: delete_account(by=self.alice))
        assert outcome.error is None
        assert not User.objects.exists() and not Person.everything.exists()

    def test_two_merges_the_other_way_round_lose_nobody(self) -> None:
        monthly, quarterly = Circle.objects.filter(owner=self.alice).order_by("cadence_days")[:2]
        people = [create_contact(by=self.alice, name=name, circle=monthly) for name in ("Ana", "Ben")]
        outcome = meet(
            lambda: merge_circles(by=self.alice, circle=monthly, into=quarterly),
            lambda: merge_circles(by=self.alice, circle=quarterly, into=monthly),
        )
        assert isinstance(outcome.error, Refused)
        assert set(Contact.objects.filter(circle=quarterly)) == set(people)

    def test_nobody_comes_into_a_circle_that_is_being_merged(self) -> None:
        monthly, quarterly = Circle.objects.filter(owner=self.alice).order_by("cadence_days")[:2]
        ana = create_contact(by=self.alice, name="Ana")
        outcome = meet(
            lambda: merge_circles(by=self.alice, circle=monthly, into=quarterly),
            lambda: choose_cadence(by=self.alice, contact=ana, circle=monthly, own_cadence_days=None),
        )
        assert isinstance(outcome.error, Refused)
        assert Contact.objects.get().circle is None

    def test_who_came_into_a_circle_just_before_goes_along(self) -> None:
        monthly, quarterly = Circle.objects.filter(owner=self.alice).order_by("cadence_days")[:2]
        ana = create_contact(by=self.alice, name="Ana", days_ago=3)
        outcome = meet(
            lambda: choose_cadence(by=self.alice, contact=ana, circle=monthly, own_cadence_days=None),
            lambda: merge_circles(by=self.alice, circle=monthly, into=quarterly),
        )
        assert (outcome.error, outcome.answer) == (None, 1)
        assert Contact.objects.get().circle == quarterly
        nudge = FollowUp.objects.open().get(kind="keep_in_touch")
        assert (nudge.due_on - today_of(self.alice)).days >= 88

    def test_whoever_holds_somebody_and_adds_to_the_account_meets_a_change_of_all(self) -> None:
        """A row of the account's own needs the account to be there; that may not wait for what waits for the person."""
        changes: dict[str, Callable[[], object]] = {
            "numbers": lambda: change_numbers(by=self.alice, numbers=Numbers(rest_after=5)),
            "working days": lambda: change_settings(by=self.alice, values={"working_days": "012"}),
        }
        ana = create_contact(by=self.alice, name="Ana", days_ago=3)
        for name, change in changes.items():
            with self.subTest(name), ExitStack() as stack:
                with transaction.atomic():
                    lock_person(by=self.alice, person_id=ana.pk)
                    rival = Rival(change)
                    stack.callback(rival.go_home)
                    rival.wait_until_it_waits()
                    create_event(by=self.alice, name=f"Evening of {name}")
                assert rival.outcome().error is None

    def test_somebody_at_the_door_comes_back_to_a_circle_that_goes(self) -> None:
        monthly, quarterly, yearly = Circle.objects.filter(owner=self.alice).order_by("cadence_days")
        verbs: list[tuple[Circle, str, Callable[[], object], Circle | None]] = [
            (monthly, BOAT, lambda: merge_circles(by=self.alice, circle=monthly, into=quarterly), quarterly),
            (yearly, BAKERY, lambda: delete_circle(by=self.alice, circle=yearly), None),
        ]
        for circle, learned, verb, ends_in in verbs:
            with self.subTest(circle.name), ExitStack() as stack:
                contact = create_contact(by=self.alice, name=f"Guest of {circle.name}", days_ago=3, circle=circle)
                person = send_back_to_the_door(by=self.alice, contact=contact)
                with transaction.atomic():
                    lock_person(by=self.alice, person_id=person.pk)
                    rival = Rival(verb)
                    stack.callback(rival.go_home)
                    rival.wait_until_it_waits()
                    log_interaction(by=self.alice, entry=entry(by=self.alice, person=person, learned=learned))
                assert rival.outcome().error is None
                assert Contact.objects.get(pk=person.pk).circle == ends_in

    def test_what_is_announced_and_released_meanwhile_stays_so(self) -> None:
        contact = create_nudge(by=self.alice, name="Ana")
        row = FollowUp.objects.open().get(person=contact.person)
        today = today_of(self.alice)
        for name, verb in (
            ("put off", lambda: snooze_follow_up(by=self.alice, follow_up=row, choice="week")),
            ("back", lambda: reopen_follow_up(by=self.alice, follow_up=row)),
            ("done", lambda: complete_follow_up(by=self.alice, follow_up=row)),
            ("not done", lambda: reopen_follow_up(by=self.alice, follow_up=row)),
        ):
            FollowUp.objects.filter(pk=row.pk).update(announced_on=None, released_on=None)
            written = {"announced_on": today, "released_on": today}
            with self.subTest(name):
                outcome = meet(partial(FollowUp.objects.filter(pk=row.pk).update, **written), verb)
                assert outcome.error is None
                assert FollowUp.objects.values(*written).get(pk=row.pk) == written

    def test_muting_meets_a_log(self) -> None:
        ana = create_contact(by=self.alice, name="Ana", days_ago=3)
        outcome = meet(
            lambda: mute(by=self.alice, rule="E-03", person=ana.person),
            lambda: log_interaction(by=self.alice, entry=entry(by=self.alice, person=ana.person)),
        )
        assert outcome.error is None
        assert not FollowUp.objects.open().filter(reason="E-03").exists()
