"""What a verdict rests on, what a new entry inherits, and who may be meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.test import TestCase

from contacts.entries import LogEntry
from contacts.models import Interaction, Person
from contacts.queries.interactions import gather_facts, inherited, judge_entry, move_plan, open_exchanges, to_finish
from contacts.queries.suggestions import namesakes, suggest_people
from contacts.services.contacts import send_back_to_the_door
from contacts.services.interactions import edit_interaction, entry_of
from contacts.vocabulary import Channel, ExchangeState, MentionKind, Missing, StartedBy
from tests.factories import (
    create_account,
    create_ask,
    create_contact,
    create_event,
    create_exchange,
    create_interaction,
    create_person,
    entry,
    log,
    today_of,
)


class QueryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")

    def facts(self, **fields):
        return gather_facts(by=self.alice, entry=entry(by=self.alice, **fields))


class FactsTests(QueryTestCase):
    def test_what_is_known_of_them_and_of_the_event_is_no_news(self):
        person = create_person(by=self.alice, name="Ana", also_known_as="Nina", organisation="Acme", role="CFO")
        event = create_event(by=self.alice, name="Tide talks")
        assert set(self.facts(person=person, event=event).known) == {"Ana", "Nina", "Acme", "CFO", "Tide talks"}
        assert self.facts(name="Bo").known == ("Bo",)

    def test_other_notes_are_finished_ones_about_others_that_week(self):
        about = {"learned": "speaks Sámi with their grandmother"}
        person = log(by=self.alice, name="Ana", **about).person
        log(by=self.alice, name="Near", days_ago=7, **about)
        log(by=self.alice, name="Far", days_ago=8, **about)
        log(by=self.alice, name="Unfinished", unfinished=True, **about)
        log(by=self.mallory, name="Theirs", **about)
        assert [note.person_name for note in self.facts(person=person).other_notes] == ["Near"]
        assert [note.person_name for note in self.facts(name="New").other_notes] == ["Ana", "Near"]
        assert self.facts(name="New", learned=" ").other_notes == ()

    def test_the_same_entry_once_more_is_no_copy_of_itself(self):
        again = entry(by=self.alice, name="Ana")
        log(by=self.alice, **{name: getattr(again, name) for name in LogEntry.__dataclass_fields__})
        assert gather_facts(by=self.alice, entry=again).other_notes == ()

    def test_a_message_that_answers_theirs_of_thirty_days_is_two_way(self):
        person = create_person(by=self.alice)
        message = {"person": person, "channel": Channel.MESSAGE, "started_by": StartedBy.ME}
        assert not self.facts(**message).they_took_part
        log(by=self.alice, **{**message, "started_by": StartedBy.THEM}, days_ago=31)
        assert not self.facts(**message).they_took_part
        log(by=self.alice, **{**message, "started_by": StartedBy.THEM}, days_ago=30)
        assert self.facts(**message).they_took_part
        assert not self.facts(**{**message, "channel": Channel.LETTER}).they_took_part
        assert self.facts(**{**message, "channel": Channel.LETTER}, they_wrote_too=True).they_took_part
        assert self.facts(**{**message, "started_by": StartedBy.BOTH}).they_took_part

    def test_theirs_answers_mine_alike(self):
        person = create_person(by=self.alice)
        log(by=self.alice, person=person, channel=Channel.EMAIL, started_by=StartedBy.ME, days_ago=5)
        assert self.facts(person=person, channel=Channel.EMAIL, started_by=StartedBy.THEM).they_took_part

    def test_takes_as_many_queries_for_many_notes_as_for_few(self):
        person = create_person(by=self.alice)
        typed = entry(by=self.alice, person=person, channel=Channel.EMAIL, started_by=StartedBy.ME)
        for round_number in range(2):
            for number in range(3):
                log(by=self.alice, name=f"P {round_number} {number}")
            with self.assertNumQueries(3):
                gather_facts(by=self.alice, entry=typed)

    def test_the_ends_of_the_calendar_are_no_error(self):
        for day in (datetime.min.date(), datetime.max.date()):
            self.facts(name="Ana", happened_on=day)


class ForecastTests(QueryTestCase):
    def test_says_the_day_that_saving_will_bring(self):
        for number in range(7):
            typed = entry(by=self.alice, name=f"Person {number}", learned=f"moved to Leeds, mother ill {uuid4().hex}")
            forecast = judge_entry(by=self.alice, entry=typed)
            logged = log(by=self.alice, **{name: getattr(typed, name) for name in LogEntry.__dataclass_fields__})
            assert logged.first_follow_up_on == forecast.first_follow_up_on is not None

    def test_a_contact_gets_no_first_follow_up_again(self):
        contact = create_contact(by=self.alice, days_ago=9)
        forecast = judge_entry(by=self.alice, entry=entry(by=self.alice, person=contact.person))
        assert forecast.already_contact and forecast.first_follow_up_on is None

    def test_what_was_noted_before_the_way_back_to_the_door_makes_no_contact(self):
        contact = create_contact(by=self.alice, days_ago=9)
        old = create_interaction(by=self.alice, person=contact.person, learned="")
        send_back_to_the_door(by=self.alice, contact=contact)
        person = Person.objects.get()
        again = replace(entry_of(old), person=person, learned="sold the boat to a school in Stavanger")
        forecast = judge_entry(by=self.alice, entry=again)
        assert forecast.sent_back and forecast.verdict.meaningful and forecast.first_follow_up_on is None
        logged = edit_interaction(by=self.alice, interaction=old, version=old.version, entry=again)
        assert not logged.contact_made
        fresh = judge_entry(by=self.alice, entry=replace(again, entry_key=uuid4()))
        assert not fresh.sent_back and fresh.first_follow_up_on

    def test_names_what_is_missing(self):
        forecast = judge_entry(by=self.alice, entry=entry(by=self.alice, learned=""))
        assert forecast.verdict.missing == (Missing.LEARNED,)


class InheritedTests(QueryTestCase):
    def at(self, day, hour, minute=0):
        return datetime(2026, 11, day, hour, minute, tzinfo=self.alice.tz).astimezone(UTC)

    def test_before_five_it_is_still_yesterday(self):
        cases = [((22, 4, 59), 21), ((22, 5), 22), ((22, 0), 21), ((22, 23, 59), 22)]
        for moment, day in cases:
            assert inherited(by=self.alice, event=None, at=self.at(*moment)).happened_on.day == day, moment

    def test_an_event_still_to_come_gives_today(self):
        event = create_event(by=self.alice, days_ago=-3)
        at = datetime.now(UTC)
        assert inherited(by=self.alice, event=event, at=at).happened_on == today_of(self.alice)

    def test_only_the_own_last_entry_counts_and_only_for_two_hours(self):
        log(by=self.mallory, channel=Channel.PHONE)
        now = datetime.now(UTC)
        assert inherited(by=self.alice, event=None, at=now).channel == Channel.IN_PERSON
        log(by=self.alice, channel=Channel.VIDEO, started_by=StartedBy.THEM)
        now = Interaction.objects.order_by("-id").first().created_at
        found = inherited(by=self.alice, event=None, at=now + timedelta(minutes=119))
        assert (found.channel, found.started_by) == (Channel.VIDEO, StartedBy.THEM)
        assert inherited(by=self.alice, event=None, at=now + timedelta(minutes=121)).channel == Channel.IN_PERSON


class ExchangeTests(QueryTestCase):
    def test_open_ones_are_those_not_settled(self):
        person = create_person(by=self.alice)
        ask = create_ask(by=self.alice, person=person)
        create_exchange(by=self.alice, person=person, state=ExchangeState.KEPT)
        create_ask(by=self.alice, person=create_person(by=self.alice, name="Other"))
        assert open_exchanges(person) == [ask]

    def test_what_was_settled_elsewhere_stays(self):
        first = log(by=self.alice, name="Ana", days_ago=3).interaction
        other = log(by=self.alice, person=first.person, learned="paints tiles at night in Porto").interaction
        ask = create_ask(by=self.alice, person=first.person, days_ago=3)
        ask.mentions.create(interaction=first, kind=MentionKind.MADE)
        assert move_plan(first).moving == (ask,)
        ask.mentions.create(interaction=other, kind=MentionKind.CHASED)
        assert move_plan(first).staying == (ask,)


class WhoTests(QueryTestCase):
    def names(self, text):
        return [line.name for line in suggest_people(by=self.alice, text=text)]

    def test_whole_names_come_first_then_beginnings_then_contacts(self):
        create_person(by=self.alice, name="Ana Zeta")
        create_contact(by=self.alice, name="Ana Beta", days_ago=4)
        create_person(by=self.alice, name="Dr. Ana")
        create_person(by=self.alice, name="Ana")
        create_person(by=self.alice, name="Oksana")
        assert self.names("ana") == ["Ana", "Ana Beta", "Ana Zeta", "Dr. Ana", "Oksana"]
        assert self.names("ÁNA b") == ["Ana Beta"]
        assert self.names(" ") == []

    def test_a_name_has_namesakes_only_as_a_whole(self):
        for name, other in (
            ("Ana Ferreira", ""),
            ("ANA  FERREIRA", ""),
            ("Nina", "Ana Ferreira"),
            ("Ana Ferreira-Silva", ""),
        ):
            create_person(by=self.alice, name=name, also_known_as=other)
        create_person(by=self.mallory, name="Ana Ferreira")
        assert len(namesakes(by=self.alice, name="ana ferreira")) == 3
        assert namesakes(by=self.alice, name="ana") == ()
        assert namesakes(by=self.alice, name="") == ()


class ToFinishTests(QueryTestCase):
    def test_the_oldest_waits_first_and_only_ones_own(self):
        for name, days_ago in (("New", 1), ("Old", 9)):
            log(by=self.alice, name=name, days_ago=days_ago, unfinished=True)
        log(by=self.mallory, unfinished=True)
        log(by=self.alice, name="Finished")
        assert [row.person_name for row in to_finish(by=self.alice)] == ["Old", "New"]
