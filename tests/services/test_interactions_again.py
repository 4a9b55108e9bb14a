"""The same entry again, an edit, a deletion, a move: nothing doubled, nothing lost, and a founder stays (E-01)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import TestCase

from contacts.entries import ExchangeEntry, LogEntry
from contacts.errors import FoundingInteraction, Refused, StaleVersion
from contacts.models import Contact, Exchange, ExchangeMention, FollowUp, Interaction, Person, Standing
from contacts.services.contacts import found_on_another, send_back_to_the_door
from contacts.services.exchanges import settle_exchange
from contacts.services.interactions import (
    delete_interaction,
    edit_interaction,
    entry_of,
    log_interaction,
    move_interaction,
    restore_interaction,
)
from contacts.services.people import PersonFacts, delete_person, edit_person, erase_person
from contacts.vocabulary import (
    Channel,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    Side,
    Size,
    StartedBy,
)
from tests.factories import (
    create_account,
    create_contact,
    create_interaction,
    create_person,
    entry,
    log,
    today_of,
)

BOAT = "sold the boat to a school in Stavanger"
BAKERY = "their sister opened a bakery in Bergen"


def told(**fields: Any) -> ExchangeEntry:
    whole = {"giver": Side.ME, "asked": False, "what": "two names", "size": Size.SMALL, "state": ExchangeState.KEPT}
    return ExchangeEntry(**{**whole, **fields})


class Base(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")
        cls.today = today_of(cls.alice)

    def everything(self) -> list[list[dict[str, Any]]]:
        """Every row that a log writes, to see that nothing changed."""
        tables = (Person, Interaction, Contact, Exchange, ExchangeMention, FollowUp, Standing)
        return [list(table._base_manager.order_by("pk").values()) for table in tables]


class TheSameEntryAgain(Base):
    def sent(self, **fields: Any) -> LogEntry:
        promise = told(state=ExchangeState.PROMISED, due_on=self.today + timedelta(days=3))
        return entry(by=self.alice, name="Ana", exchanges=(told(), promise), **fields)

    def test_same_key_same_content_is_one_row_and_the_same_answer(self) -> None:
        sent = self.sent()
        first = log_interaction(by=self.alice, entry=sent)
        before = self.everything()
        again = log_interaction(by=self.alice, entry=sent)
        assert (again.created, first.created) == (False, True)
        assert (again.interaction, again.person, again.contact) == (first.interaction, first.person, first.contact)
        assert (again.contact_made, again.first_follow_up_on) == (True, first.first_follow_up_on)
        assert again.verdict == first.verdict
        assert self.everything() == before

    def test_white_space_around_is_no_other_content(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        before = self.everything()
        padded = replace(sent, name="  Ana ", learned=f"{sent.learned}\r\n", talked_about=f" {sent.talked_about}")
        assert log_interaction(by=self.alice, entry=padded).created is False
        assert self.everything() == before

    def test_other_content_at_the_right_version_is_an_edit(self) -> None:
        sent = self.sent()
        first = log_interaction(by=self.alice, entry=sent)
        edited = log_interaction(by=self.alice, entry=replace(sent, learned=BOAT), version=1)
        assert (edited.created, edited.interaction) == (False, first.interaction)
        row = Interaction.objects.get()
        assert (row.learned, row.version) == (BOAT, 2)
        assert log_interaction(by=self.alice, entry=replace(sent, learned=BOAT), version=1).interaction == row

    def test_other_content_at_an_old_version_answers_with_the_row_as_it_stands(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        log_interaction(by=self.alice, entry=replace(sent, learned=BOAT), version=1)
        before = self.everything()
        for version in (0, 1, 3):
            with self.subTest(version), self.assertRaises(StaleVersion) as stale:
                log_interaction(by=self.alice, entry=replace(sent, learned=BAKERY), version=version)
            assert stale.exception.current.learned == BOAT
        assert self.everything() == before

    def test_the_first_content_again_after_an_edit_elsewhere_changes_nothing(self) -> None:
        """An old device sends what it sent before; the edit made meanwhile stays."""
        sent = self.sent()
        first = log_interaction(by=self.alice, entry=sent)
        edit_interaction(
            by=self.alice,
            interaction=first.interaction,
            version=1,
            entry=replace(entry_of(first.interaction), learned=BOAT),
        )
        before = self.everything()
        again = log_interaction(by=self.alice, entry=sent)
        assert again.interaction.learned == BOAT
        assert self.everything() == before

    def test_a_line_taken_out_takes_its_favour_back_and_a_line_changed_puts_it_right(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        fewer = replace(sent, exchanges=(told(what="three names", size=Size.MEDIUM),))
        log_interaction(by=self.alice, entry=fewer, version=1)
        favour = Exchange.objects.get()
        assert (favour.what, favour.size) == ("three names", Size.MEDIUM)
        assert FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE).state == FollowUpState.CLOSED
        log_interaction(by=self.alice, entry=sent, version=2)
        assert Exchange.objects.count() == Exchange.everything.count() == 2
        assert FollowUp.objects.get(kind=FollowUpKind.PROMISE_MINE).state == FollowUpState.OPEN

    def test_a_favour_touched_by_hand_is_not_taken_back_by_the_form(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        promise = Exchange.objects.promised().get()
        settle_exchange(by=self.alice, exchange=promise, state=ExchangeState.KEPT, on=self.today)
        log_interaction(by=self.alice, entry=replace(sent, exchanges=()), version=1)
        assert list(Exchange.objects.all()) == [promise]

    def test_debrief_row_whose_name_is_put_right(self) -> None:
        sent = self.sent()
        person = log_interaction(by=self.alice, entry=sent).person
        renamed = log_interaction(by=self.alice, entry=replace(sent, name="Ana Ferreira"), version=1)
        assert renamed.person == person and Person.objects.get().name == "Ana Ferreira"
        assert list(Person.objects.named_like("ferreira")) == [person]

    def test_a_name_is_put_right_as_strictly_as_it_is_given(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        before = self.everything()
        for name in ("A" * 201, "\u200f", " "):
            with self.subTest(name), self.assertRaises(Refused) as refusal:
                log_interaction(by=self.alice, entry=replace(sent, name=name), version=1)
            assert refusal.exception.field == "name"
        assert self.everything() == before

    def test_a_person_with_more_to_them_is_not_renamed_by_a_row(self) -> None:
        sent = self.sent()
        person = log_interaction(by=self.alice, entry=sent).person
        log(by=self.alice, person=person, learned=BOAT)
        with self.assertRaises(Refused) as refusal:
            log_interaction(by=self.alice, entry=replace(sent, name="Ben"), version=1)
        assert refusal.exception.field == "name"

    def test_a_row_does_not_change_its_person(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        ben = create_person(by=self.alice, name="Ben")
        with self.assertRaises(Refused):
            log_interaction(by=self.alice, entry=replace(sent, name="", person=ben), version=1)

    def test_after_deletion_the_same_content_stays_deleted_and_other_content_is_told(self) -> None:
        sent = self.sent(depth=Depth.HELLO)
        first = log_interaction(by=self.alice, entry=sent)
        delete_interaction(by=self.alice, interaction=first.interaction)
        before = self.everything()
        again = log_interaction(by=self.alice, entry=sent)
        assert (again.created, again.interaction) == (False, first.interaction)
        with self.assertRaisesMessage(Refused, "deleted"):
            log_interaction(by=self.alice, entry=replace(sent, learned=BOAT), version=2)
        assert self.everything() == before

    def test_after_the_person_was_deleted(self) -> None:
        sent = self.sent()
        first = log_interaction(by=self.alice, entry=sent)
        delete_person(by=self.alice, person=first.person)
        assert log_interaction(by=self.alice, entry=sent).created is False
        with self.assertRaises(Refused):
            log_interaction(by=self.alice, entry=replace(sent, learned=BOAT), version=1)

    def test_after_the_person_was_erased_the_outbox_may_send_it_anew(self) -> None:
        sent = self.sent()
        first = log_interaction(by=self.alice, entry=sent)
        erase_person(by=self.alice, person=first.person)
        assert log_interaction(by=self.alice, entry=sent).created is True

    def test_another_accounts_key_is_refused_and_tells_nothing(self) -> None:
        sent = self.sent()
        log_interaction(by=self.alice, entry=sent)
        before = self.everything()
        for version in (0, 1):
            for stolen in (sent, replace(sent, learned=BOAT)):
                with self.assertRaises(Refused) as refusal:
                    log_interaction(by=self.mallory, entry=stolen, version=version)
                assert "Ana" not in refusal.exception.sentence
        assert self.everything() == before

    def test_a_moved_row_sent_again_stays_where_it_is(self) -> None:
        ana = create_contact(by=self.alice, days_ago=9).person
        sent = replace(entry(by=self.alice, person=ana, learned=BOAT))
        row = log_interaction(by=self.alice, entry=sent).interaction
        moved = move_interaction(by=self.alice, interaction=row, to=None, to_name="Ben")
        before = self.everything()
        again = log_interaction(by=self.alice, entry=sent)
        assert (again.created, again.person) == (False, moved.person)
        assert self.everything() == before


class Editing(Base):
    def test_an_edit_can_make_a_contact(self) -> None:
        row = create_interaction(by=self.alice, name="Ana", learned="")
        edited = edit_interaction(by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), learned=BOAT))
        assert edited.contact_made and edited.first_follow_up_on
        assert Contact.objects.get().founded_on == row

    def test_finishing_what_was_to_finish_makes_a_contact(self) -> None:
        row = create_interaction(by=self.alice, name="Ana", unfinished=True)
        edited = edit_interaction(
            by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), unfinished=False)
        )
        assert edited.contact_made

    def test_two_tabs(self) -> None:
        row = create_interaction(by=self.alice, name="Ana")
        edit_interaction(by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), learned=BOAT))
        with self.assertRaises(StaleVersion) as stale:
            edit_interaction(by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), learned=BAKERY))
        assert stale.exception.current.learned == BOAT

    def test_a_founder_may_change_but_not_lose_its_meaning(self) -> None:
        row = create_interaction(by=self.alice, name="Ana")
        before = self.everything()
        whole = entry_of(row)
        for poor in (
            replace(whole, learned=""),
            replace(whole, talked_about=""),
            replace(whole, depth=Depth.HELLO),
            replace(whole, unfinished=True),
            replace(whole, learned="very nice person"),
            replace(whole, channel=Channel.EMAIL, started_by=StartedBy.ME, they_wrote_too=False),
        ):
            with self.assertRaises(FoundingInteraction) as refusal:
                edit_interaction(by=self.alice, interaction=row, version=1, entry=poor)
            assert "Ana" in refusal.exception.sentence
            with self.assertRaises(FoundingInteraction):
                log_interaction(by=self.alice, entry=replace(poor, person=row.person), version=1)
        assert self.everything() == before
        edited = edit_interaction(
            by=self.alice, interaction=row, version=1, entry=replace(whole, learned=BOAT, depth=Depth.CHAT)
        )
        assert edited.contact and edited.contact.founded_on == row

    def test_what_passed_once_is_not_judged_anew_for_another_reason(self) -> None:
        """The person's role was noted later and now equals what was learned; correcting the day must still work."""
        row = create_interaction(by=self.alice, name="Ana", talked_about="tides", learned="hiring CTO in Leeds")
        person = row.person
        facts = PersonFacts(name="Ana", role="CTO hiring", place="Leeds", organisation="Leeds")
        edit_person(by=self.alice, person=person, version=person.version, facts=facts)
        yesterday = self.today - timedelta(days=1)
        edited = edit_interaction(
            by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), happened_on=yesterday)
        )
        assert edited.verdict.meaningful
        assert Contact.objects.get().founded_on.happened_on == yesterday

    def test_a_later_day_moves_what_was_told_that_day(self) -> None:
        row = create_interaction(
            by=self.alice,
            name="Ana",
            days_ago=5,
            exchanges=(
                told(),
                told(giver=Side.THEM, thanked=True),
                told(giver=Side.THEM, asked=True, state=ExchangeState.OPEN),
                told(state=ExchangeState.PROMISED, due_on=self.today - timedelta(days=3)),
            ),
        )
        day = self.today - timedelta(days=1)
        edit_interaction(by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), happened_on=day))
        favours = {(e.giver, e.asked, e.state): e for e in Exchange.objects.all()}
        assert favours["me", False, "kept"].opened_on == favours["me", False, "kept"].settled_on == day
        theirs = favours["them", False, "kept"]
        assert (theirs.opened_on, theirs.settled_on, theirs.thanked_on) == (day, day, day)
        assert favours["them", True, "open"].opened_on == day
        # Moving this one would put its promised day before the day it was made: it stays as it was told.
        assert favours["me", False, "promised"].opened_on == self.today - timedelta(days=5)

    def test_an_edit_without_favours_leaves_them_alone(self) -> None:
        row = create_interaction(by=self.alice, name="Ana", exchanges=(told(),))
        edit_interaction(by=self.alice, interaction=row, version=1, entry=replace(entry_of(row), learned=BOAT))
        assert Exchange.objects.count() == 1

    def test_a_stranger_edits_nothing(self) -> None:
        row = create_interaction(by=self.alice, name="Ana")
        for verb in (
            lambda: edit_interaction(by=self.mallory, interaction=row, version=1, entry=entry_of(row)),
            lambda: delete_interaction(by=self.mallory, interaction=row),
            lambda: restore_interaction(by=self.mallory, interaction=row),
            lambda: move_interaction(by=self.mallory, interaction=row, to=None, to_name="Eva"),
        ):
            with self.assertRaises(Refused):
                verb()


class DeletingAndRestoring(Base):
    def test_a_founder_cannot_go(self) -> None:
        row = create_interaction(by=self.alice, name="Ana")
        with self.assertRaises(FoundingInteraction):
            delete_interaction(by=self.alice, interaction=row)
        assert Interaction.objects.get() == row

    def test_another_one_goes_and_comes_back(self) -> None:
        contact = create_contact(by=self.alice, days_ago=9)
        log(by=self.alice, person=contact.person, days_ago=9, learned=BOAT)
        before = self.everything()
        row = create_interaction(by=self.alice, person=contact.person, learned=BAKERY, exchanges=(told(),))
        delete_interaction(by=self.alice, interaction=row)
        assert Standing.objects.get().last_in_touch_on == self.today - timedelta(days=9)
        assert Exchange.objects.count() == 1, "the favour stays"
        assert Interaction.objects.count() == 2
        restore_interaction(by=self.alice, interaction=row)
        assert Standing.objects.get().last_in_touch == row
        assert len(self.everything()[1]) == len(before[1]) + 1

    def test_deleting_twice_and_restoring_twice_is_told(self) -> None:
        row = create_interaction(by=self.alice, name="Ana", depth=Depth.HELLO)
        delete_interaction(by=self.alice, interaction=row)
        with self.assertRaises(Refused):
            delete_interaction(by=self.alice, interaction=row)
        restore_interaction(by=self.alice, interaction=row)
        with self.assertRaises(Refused):
            restore_interaction(by=self.alice, interaction=row)

    def test_a_refounded_contact_frees_the_first_founder(self) -> None:
        contact = create_contact(by=self.alice, days_ago=9)
        first = contact.founded_on
        second = create_interaction(by=self.alice, person=contact.person, learned=BOAT)
        found_on_another(by=self.alice, contact=contact, interaction=second)
        delete_interaction(by=self.alice, interaction=first)
        assert Contact.objects.get().founded_on == second
        with self.assertRaises(FoundingInteraction):
            delete_interaction(by=self.alice, interaction=second)

    def test_restoring_founds_nothing_anew(self) -> None:
        contact = create_contact(by=self.alice, days_ago=9)
        person, founder = contact.person, contact.founded_on
        send_back_to_the_door(by=self.alice, contact=contact)
        delete_interaction(by=self.alice, interaction=founder)
        restore_interaction(by=self.alice, interaction=founder)
        assert not Contact.objects.filter(person=person).exists()
