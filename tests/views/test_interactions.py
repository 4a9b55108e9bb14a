"""Putting interactions right over HTTP: edit, delete, move, and what is asked before a founder goes."""

from uuid import uuid4

from django.urls import reverse

from contacts.entries import ExchangeEntry, ExchangeUpdate
from contacts.models import Contact, Exchange, Interaction, Person
from contacts.queries.interactions import move_plan, timeline
from contacts.vocabulary import ExchangeState, Side, Size
from tests.factories import LEARNED, TALKED, create_ask, create_contact, create_person, log
from tests.views.worlds import CastTestCase


def told(row, what):
    """A favour of that day, not yet mentioned anywhere."""
    return Exchange.objects.create(
        person=row.person,
        giver=Side.ME,
        what=what,
        state=ExchangeState.KEPT,
        opened_on=row.happened_on,
        settled_on=row.happened_on,
    )


class InteractionTestCase(CastTestCase):
    def setUp(self):
        super().setUp()
        self.contact = create_contact(by=self.alice, name="Ana Ferreira", days_ago=9)
        self.founder = self.contact.founded_on
        self.second = log(
            by=self.alice, person=self.contact.person, days_ago=2, learned="paints tiles in Porto at night"
        ).interaction

    def typed(self, row, **fields):
        return {
            "entry_key": row.entry_key, "version": row.version, "talked_about": row.talked_about,
            "learned": row.learned, "happened_on": row.happened_on.isoformat(), **fields,
        }  # fmt: skip


class EditTests(InteractionTestCase):
    def test_shows_the_entry_and_saves_it(self):
        self.assertContains(self.get("interaction_edit", self.second.public_id), "paints tiles in Porto")
        self.post(
            "interaction_edit",
            self.second.public_id,
            **self.typed(self.second, learned="paints tiles, sells them in Lyon"),
        )
        self.second.refresh_from_db()
        assert self.second.learned == "paints tiles, sells them in Lyon" and self.second.version == 2

    def test_the_second_of_two_tabs_sees_both_texts(self):
        self.post(
            "interaction_edit", self.second.public_id, **self.typed(self.second, learned="first tab, moved to Lyon")
        )
        response = self.post(
            "interaction_edit",
            self.second.public_id,
            status=422,
            **self.typed(self.second, learned="second tab, moved to Nice"),
        )
        for text in ("first tab, moved to Lyon", "second tab, moved to Nice", "Keep theirs"):
            self.assertContains(response, text, status_code=422)
        keep_mine = self.typed(self.second, learned="second tab, moved to Nice", version=2)
        self.post("interaction_edit", self.second.public_id, **keep_mine)
        assert Interaction.objects.get(pk=self.second.pk).learned == "second tab, moved to Nice"

    def test_a_founder_may_not_lose_its_meaning(self):
        response = self.post(
            "interaction_edit", self.founder.public_id, status=422, **self.typed(self.founder, learned="")
        )
        self.assertContains(response, "What can be done", status_code=422)
        self.assertContains(response, reverse("interaction_refound", args=[self.founder.public_id]), status_code=422)
        assert Interaction.objects.get(pk=self.founder.pk).meaningful

    def test_finishing_what_was_kept_in_haste_makes_a_contact(self):
        row = log(by=self.alice, name="Bo Dahl", learned="", unfinished=True).interaction
        self.assertContains(self.get("to_finish"), reverse("interaction_edit", args=[row.public_id]))
        self.post("interaction_edit", row.public_id, **self.typed(row, learned="restores boats with a sister in Voss"))
        assert Contact.objects.filter(person__name="Bo Dahl").exists()
        self.assertContains(self.get("to_finish"), "Nothing to finish")

    def test_favours_told_stand_on_their_lines_again_and_can_be_taken_back(self):
        typed = {"entry_key": uuid4(), "name": "Bo Dahl", "talked_about": TALKED, "learned": f"{LEARNED} in Voss",
                 "i_gave": "on", "i_gave_what": "two names", "i_gave_size": "2"}  # fmt: skip
        self.post("log", **typed)
        row = Interaction.objects.get(person__name="Bo Dahl")
        self.assertContains(self.get("interaction_edit", row.public_id), 'value="two names"')
        self.post(
            "interaction_edit",
            row.public_id,
            **self.typed(row, i_gave="on", i_gave_what="three names", i_gave_size="1"),
        )
        favour = Exchange.objects.get()
        assert (favour.what, favour.size) == ("three names", Size.SMALL)
        row.refresh_from_db()
        self.post("interaction_edit", row.public_id, **self.typed(row))
        assert not Exchange.objects.exists()

    def test_strangers_find_nothing(self):
        for name in ("interaction_edit", "interaction_move", "interaction_refound", "interaction_logged"):
            response = self.stranger.get(reverse(name, args=[self.second.public_id]))
            assert response.status_code == 404, name
        for name in (
            "interaction_edit",
            "interaction_delete",
            "interaction_restore",
            "interaction_answer",
            "interaction_move",
        ):
            response = self.stranger.post(reverse(name, args=[self.second.public_id]), self.typed(self.second))
            assert response.status_code == 404, name


class DeleteTests(InteractionTestCase):
    def test_deletes_and_brings_back(self):
        response = self.post("interaction_delete", self.second.public_id)
        assert not Interaction.objects.filter(pk=self.second.pk).exists()
        [message] = response.wsgi_request._messages
        undo = message.extra_tags.removeprefix("undo:")
        assert self.client.post(undo).status_code == 302
        assert Interaction.objects.filter(pk=self.second.pk).exists()

    def test_says_which_favours_stay(self):
        ask = create_ask(by=self.alice, person=self.second.person)
        told = ExchangeEntry(giver="me", asked=False, what="a name", size=Size.SMALL, state="kept")
        chased = ExchangeUpdate(exchange=ask, kind="chased")
        for exchanges, updates, stays in (
            ((), (), "is deleted."),
            ((told,), (), "is deleted. 1 favour told here stays noted with Ana Ferreira."),
            ((told,), (chased,), "is deleted. 2 favours told here stay noted with Ana Ferreira."),
        ):
            row = log(
                by=self.alice, person=self.second.person, learned=LEARNED, exchanges=exchanges, updates=updates
            ).interaction
            said = self.said(self.post("interaction_delete", row.public_id))[-1]
            assert said.endswith(stays), said

    def test_an_entry_that_arrives_after_it_was_deleted_is_taken_off_the_device(self):
        typed = {"entry_key": uuid4(), "name": "Bo Dahl", "talked_about": TALKED, "learned": ""}
        self.post("log", **typed)
        row = Interaction.objects.get(person__name="Bo Dahl")
        self.post("interaction_delete", row.public_id)
        page = self.client.get(self.post("log", **typed)["Location"])
        self.assertContains(page, f'data-outbox-saved="{row.entry_key}"')
        self.assertContains(page, "This entry is deleted")

    def test_a_get_deletes_nothing(self):
        self.get("interaction_delete", self.second.public_id, status=405)

    def test_a_founder_leads_to_what_can_be_done(self):
        response = self.post("interaction_delete", self.founder.public_id)
        assert response["Location"] == reverse("interaction_refound", args=[self.founder.public_id]) + "?then=delete"


class RefoundTests(InteractionTestCase):
    def test_founds_on_another_and_goes_on_to_delete(self):
        self.assertContains(
            self.get("interaction_refound", self.founder.public_id, then="delete"),
            "another conversation, and delete this",
        )
        response = self.post(
            "interaction_refound", self.founder.public_id, then="delete", choice=f"another:{self.second.public_id}"
        )
        assert self.said(response) == ["Ana Ferreira is founded on another conversation now, and the entry is deleted."]
        assert Contact.objects.get().founded_on == self.second
        assert not Interaction.objects.filter(pk=self.founder.pk).exists()

    def test_back_to_the_door_keeps_everything(self):
        response = self.post("interaction_refound", self.founder.public_id, then="move", choice="door")
        assert response["Location"] == reverse("interaction_move", args=[self.founder.public_id])
        assert not Contact.objects.exists() and Interaction.objects.count() == 2

    def test_back_to_the_door_with_its_entry_deleted_is_said_once_and_truly(self):
        page = self.get("interaction_refound", self.founder.public_id, then="delete")
        self.assertNotContains(page, "Nothing is lost")
        self.assertContains(page, "Only a new entry makes Ana a contact again.")
        response = self.post("interaction_refound", self.founder.public_id, then="delete", choice="door")
        [message] = response.wsgi_request._messages
        assert "stands at the door again, and the entry is deleted; all else is kept." in str(message)
        back = self.client.post(message.extra_tags.removeprefix("undo:"))
        assert "Ana Ferreira stays at the door: only a new entry makes a contact again." in self.said(back)[-1]
        assert Interaction.objects.filter(pk=self.founder.pk).exists()
        assert not Contact.objects.exists()

    def test_refuses_a_choice_it_did_not_offer(self):
        strange = create_contact(by=self.mallory).founded_on
        for choice in ("", "another:x", f"another:{strange.public_id}", f"another:{self.founder.public_id}"):
            self.post("interaction_refound", self.founder.public_id, status=422, choice=choice)
        self.post("interaction_refound", self.founder.public_id, choice="keep")
        assert Contact.objects.get(person__owner=self.alice).founded_on == self.founder

    def test_what_is_no_founder_needs_no_answer(self):
        self.get("interaction_refound", self.second.public_id, then="edit", status=302)


class MoveTests(InteractionTestCase):
    def test_names_what_goes_along_and_what_stays(self):
        alone, shared = told(self.second, "only here"), told(self.second, "came up twice")
        for exchange, row in ((alone, self.second), (shared, self.second), (shared, self.founder)):
            exchange.mentions.create(interaction=row, kind="made")
        plan = move_plan(self.second)
        assert (plan.moving, plan.staying) == ((alone,), (shared,))
        page = self.get("interaction_move", self.second.public_id)
        self.assertContains(page, "only here")
        self.assertContains(page, "These stay with Ana Ferreira")
        anna = create_person(by=self.alice, name="Anna Olsen")
        self.post("interaction_move", self.second.public_id, name="Anna Olsen", person=anna.public_id)
        self.second.refresh_from_db(), alone.refresh_from_db(), shared.refresh_from_db()
        assert (self.second.person, alone.person, shared.person) == (anna, anna, self.contact.person)
        assert Contact.objects.filter(person=anna).exists()

    def test_moves_to_somebody_new_and_asks_about_a_known_name(self):
        create_person(by=self.alice, name="Anna Olsen")
        self.post("interaction_move", self.second.public_id, status=422, name="Anna Olsen")
        self.post("interaction_move", self.second.public_id, name="Anna Olsen", person="new")
        assert Person.objects.filter(name="Anna Olsen").count() == 2

    def test_refuses_the_same_person_and_a_stranger_to_the_account(self):
        person = self.contact.person
        response = self.post(
            "interaction_move", self.second.public_id, status=422, name=person.name, person=person.public_id
        )
        self.assertContains(response, "noted with Ana Ferreira already", status_code=422)
        theirs = create_person(by=self.mallory, name="Zoe")
        self.post("interaction_move", self.second.public_id, status=422, name="Zoe", person=theirs.public_id)

    def test_a_founder_is_asked_about_first(self):
        assert self.get("interaction_move", self.founder.public_id, status=302)["Location"].endswith("?then=move")


class TimelineTests(InteractionTestCase):
    def test_tells_newest_first_and_how_it_began(self):
        page = timeline(self.contact.person)
        assert [entry.public_id for entry in page] == [self.second.public_id, self.founder.public_id]
        assert [entry.is_founder for entry in page] == [False, True]
        assert timeline(self.contact.person, "nonsense").number == 1

    def test_takes_as_many_queries_for_many_as_for_few(self):
        url = reverse("person", args=[self.contact.person.public_id])
        counts = []
        for _round in range(2):
            for _number in range(3):
                row = log(by=self.alice, person=self.contact.person, learned=f"moved again, {uuid4().hex}").interaction
                told(row, "a name").mentions.create(interaction=row, kind="made")
            counts.append(self.queries(url))
        assert counts[0] == counts[1]

    def test_to_finish_takes_as_many_queries_for_many_as_for_few(self):
        counts = []
        for round_number in range(2):
            for number in range(3):
                log(by=self.alice, name=f"P {round_number} {number}", unfinished=True)
            counts.append(self.queries(reverse("to_finish")))
        assert counts[0] == counts[1]
