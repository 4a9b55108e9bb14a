"""The list of people and the ways to the door."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact, FollowUp, Handle, Person
from contacts.services.mutes import mute
from contacts.vocabulary import HandleKind, Reason, Source
from contacts.wording_due import plain_day
from tests.factories import create_ask, create_contact, create_exchange, create_person, create_reminder
from tests.views.worlds import CastTestCase


class ListTests(CastTestCase):
    def names(self, **query):
        return [row.name for row in self.get("people", **query).context["listing"].rows]

    def test_shows_contacts_first_and_counts_every_kind(self):
        create_contact(by=self.alice, name="Ana")
        create_person(by=self.alice, name="Bo")
        create_person(by=self.mallory, name="Not mine")
        response = self.get("people")
        assert [row.name for row in response.context["listing"].rows] == ["Ana"]
        assert [count for _show, _label, count in response.context["chips"]] == [1, 1, 2, 0, 0]
        assert self.names(show="door") == ["Bo"]
        assert self.names(show="all") == ["Ana", "Bo"]

    def test_finds_names_without_accents_and_case(self):
        create_person(by=self.alice, name="Dami Adéyẹmí")
        create_person(by=self.alice, name="Jørgen Ødegård", organisation="Acme")
        assert self.names(show="all", q="ADEYEMI") == ["Dami Adéyẹmí"]
        assert self.names(show="all", q="acme jorgen") == ["Jørgen Ødegård"]
        assert self.names(show="all", q="nobody") == []

    def test_sorts_by_name_last_in_touch_and_newest(self):
        create_contact(by=self.alice, name="Ana", days_ago=40)
        create_contact(by=self.alice, name="Bo", days_ago=2)
        create_person(by=self.alice, name="Åse")
        assert self.names(show="all", sort="name") == ["Ana", "Åse", "Bo"]
        assert self.names(show="all", sort="touch") == ["Bo", "Ana", "Åse"]
        assert self.names(show="all", sort="newest") == ["Åse", "Bo", "Ana"]

    def test_nonsense_in_the_address_is_no_error(self):
        create_contact(by=self.alice, name="Ana")
        for query in ({"show": "x"}, {"sort": "x"}, {"page": "x"}, {"page": "99999"}, {"page": "-1"}, {"q": "a\0b"}):
            self.get("people", **query)

    def test_says_since_when_somebody_is_due_and_when_next(self):
        for name, due_in in (("Ana", 0), ("Bo", 3), ("Cleo", 0)):
            create_reminder(by=self.alice, person=create_person(by=self.alice, name=name), due_in=due_in)
        today = timezone.localdate()
        late, ahead = today - timedelta(days=30), today + timedelta(days=3)
        FollowUp.objects.filter(person__name="Cleo").update(due_on=late)
        page = self.get("people", show="door").content.decode()
        assert f"due since {plain_day(late, today)}" in page
        assert "due today" in page
        assert f"next {plain_day(ahead, today)}" in page
        assert f"next {plain_day(late, today)}" not in page

    def test_flags_whom_one_only_asks_and_who_only_asks_unless_muted(self):
        ana, bo, cleo = (
            create_contact(by=self.alice, name=name, days_ago=400).person for name in ("Ana", "Bo", "Cleo")
        )
        for days_ago in (200, 120, 60):
            create_ask(by=self.alice, person=ana, days_ago=days_ago)
            create_exchange(by=self.alice, person=bo, asked=True, days_ago=days_ago)

        def flags():
            rows = {row.name: row for row in self.get("people", show="all").context["listing"].rows}
            return {name: (row.i_only_ask, row.they_only_ask) for name, row in rows.items()}

        assert flags() == {"Ana": (True, False), "Bo": (False, True), "Cleo": (False, False)}
        page = self.get("people")
        self.assertContains(page, "you only ask")
        self.assertContains(page, "they only ask")
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=ana)
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=cleo)
        assert flags() == {"Ana": (False, False), "Bo": (False, True), "Cleo": (False, False)}
        mute(by=self.alice, rule=Reason.THEIR_ASKS)
        assert set(flags().values()) == {(False, False)}

    def test_pages_by_fifty(self):
        for number in range(51):
            create_person(by=self.alice, name=f"Person {number:02}")
        assert len(self.names(show="door")) == 50
        assert self.names(show="door", page=2) == ["Person 50"]

    def test_shows_markup_as_text_and_leaves_out_the_deleted(self):
        create_person(by=self.alice, name="<script>alert(1)</script>")
        gone = create_person(by=self.alice, name="Gone")
        self.post("person_delete", gone.public_id)
        response = self.get("people", show="door")
        self.assertContains(response, "&lt;script&gt;alert(1)")
        assert [row.name for row in response.context["listing"].rows] == ["<script>alert(1)</script>"]

    def test_answers_htmx_with_the_found_part_alone(self):
        headers = {"HX-Request": "true", "HX-Target": "people-found"}
        part = self.client.get(reverse("people"), headers=headers)
        self.assertNotContains(part, "<html")
        self.assertContains(part, 'id="people-found"')
        assert "HX-Target" in part["Vary"]
        other = self.client.get(reverse("people"), headers={"HX-Request": "true", "HX-Target": "anything"})
        self.assertContains(other, "<html")

    def test_takes_as_many_queries_for_twice_the_people(self):
        def grow():
            for number in range(5):
                person = create_contact(by=self.alice, name=f"Contact {number}").person
                create_reminder(by=self.alice, person=person)
                create_person(by=self.alice, name=f"Door {number}")

        grow()
        url = reverse("people", query={"show": "all"})
        once = self.queries(url)
        grow()
        assert self.queries(url) == once


def person_form(**changes):
    rows = changes.pop("handles", [])
    data = {"name": "Ana Ferreira", "handles-TOTAL_FORMS": len(rows) + 1, "handles-INITIAL_FORMS": 0, **changes}
    for number, (kind, value, label) in enumerate([*rows, ("email", "", "work")]):
        data |= {
            f"handles-{number}-kind": kind,
            f"handles-{number}-value": value,
            f"handles-{number}-label": label,
        }
    return data


class AddTests(CastTestCase):
    def test_puts_a_person_at_the_door_with_every_address(self):
        rows = [("email", "Ana@Example.org", "work"), ("phone", "+47 400 00 001", "personal")]
        self.get("person_add")
        self.post("person_add", **person_form(organisation="Acme", handles=rows))
        person = Person.objects.get()
        assert (person.owner, person.source, person.organisation) == (self.alice, Source.ADDED, "Acme")
        assert {(row.kind, row.normal_value) for row in person.handles.all()} == {
            (HandleKind.EMAIL, "ana@example.org"),
            (HandleKind.PHONE, "+4740000001"),
        }
        assert not Contact.objects.exists()

    def test_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(self):
        cases = [
            person_form(name=""),
            person_form(name="x" * 201),
            person_form(name="a\0b"),
            person_form(handles=[("email", "no address", "work")]),
            person_form(handles=[("phone", "xx", "work")]),
            person_form(handles=[("profile", "nowhere", "work")]),
            person_form(handles=[("email", "a@example.org", "work"), ("email", "A@example.org", "work")]),
            person_form(handles=[("fax", "1", "work")]),
            person_form(time_zone="Mars/Base"),
            {"name": "Ana", "role": "kept text"},
        ]
        for data in cases:
            response = self.post("person_add", status=422, **{"role": "kept text", **data})
            self.assertContains(response, "kept text", status_code=422)
        assert not Person.objects.exists()

    def test_knows_a_phone_number_among_the_e_mail_addresses(self):
        for value, sentence in (
            ("+47 22 33 44 55", "This looks like a phone number. Choose phone as its kind"),
            ("22334455", "This looks like a phone number. Choose phone as its kind"),
            ("ana 22334455", "This is no e-mail address. It looks like ana@example.org."),
            ("1234@", "This is no e-mail address. It looks like ana@example.org."),
        ):
            response = self.post("person_add", status=422, **person_form(handles=[("email", value, "work")]))
            self.assertContains(response, sentence, status_code=422)

    def test_asks_same_person_where_somebody_has_the_address(self):
        known = create_person(by=self.alice, name="Ana F.", email="ana@example.org")
        rows = [("email", "ANA@example.org", "work")]
        response = self.post("person_add", status=422, **person_form(handles=rows))
        self.assertContains(response, "Same person?", status_code=422)
        self.assertContains(response, reverse("person", args=[known.public_id]), status_code=422)
        self.post("person_add", **person_form(handles=rows, keep_both="on"))
        assert Handle.objects.filter(normal_value="ana@example.org").count() == 2

    def test_a_strangers_address_is_nobody_of_mine(self):
        create_person(by=self.mallory, name="Ana", email="ana@example.org")
        self.post("person_add", **person_form(handles=[("email", "ana@example.org", "work")]))

    def test_offers_one_more_row_without_a_script(self):
        rows = [("email", "ana@example.org", "work")]
        response = self.post("person_add", status=200, more="1", **person_form(handles=rows))
        assert len(response.context["handles"].forms) == 3
        self.assertContains(response, "ana@example.org")
        assert not Person.objects.exists()

    def test_the_same_form_sent_twice_is_one_person(self):
        key = self.get("person_add").context["form"]["entry_key"].value()
        typed = person_form(entry_key=key, handles=[("email", "ana@example.org", "work")])
        first, second = (self.post("person_add", **typed)["Location"] for _time in range(2))
        assert first == second
        assert Person.objects.count() == 1
        changed = person_form(entry_key=key, name="Bo", handles=[("email", "ana@example.org", "work")])
        self.assertContains(self.post("person_add", status=422, **changed), "Same person?", status_code=422)

    def test_the_key_stays_with_the_form_while_it_is_put_right(self):
        key = str(uuid4())
        for data in ({"name": ""}, {"more": "1"}):
            response = self.client.post(reverse("person_add"), person_form(entry_key=key, **data))
            self.assertContains(response, f'value="{key}"', status_code=response.status_code)

    def test_a_tampered_key_is_said_at_the_head(self):
        response = self.post("person_add", status=422, **person_form(entry_key="x"))
        self.assertContains(response, "did not arrive whole", status_code=422)


class PasteTests(CastTestCase):
    def bring(self, text, **data):
        return self.post("people_paste", bring="1", text=text, **data)

    def test_shows_first_who_would_come_in(self):
        create_person(by=self.alice, name="Known", email="known@example.org")
        create_person(by=self.alice, name="Bo Ek")
        text = "Ana,ana@example.org,Acme\nKnown again,known@example.org\nbo ek,bo@example.org\n,x@example.org"
        found = self.post("people_paste", status=200, text=text).context["sorted"]
        assert [row.name for row in found.new] == ["Ana"]
        assert [person.name for _row, person in found.known] == ["Known"]
        assert [person.name for _row, person in found.same_name] == ["Bo Ek"]
        assert [row.line for row, _why in found.refused] == [4]
        assert Person.objects.count() == 2

    def test_brings_the_new_ones_and_leaves_a_known_name_out_unless_kept(self):
        create_person(by=self.alice, name="Bo Ek")
        text = "Ana Silva\nBo Ek\nCem"
        response = self.bring(text)
        assert response.url == "/people/?show=door&sort=newest"
        assert self.said(response) == ["2 people stand at the door now. 1 you knew already."]
        assert Person.objects.filter(source=Source.PASTED).count() == 2
        self.bring(text, keep=["2"])
        assert Person.objects.filter(name="Bo Ek").count() == 2
        assert Person.objects.count() == 4

    def test_somebody_who_is_not_among_contacts_is_found_at_the_door(self):
        create_person(by=self.alice, name="Marta")
        page = self.get("people", show="contacts", q="Marta")
        self.assertContains(page, "1 at the door")
        self.assertContains(page, 'href="?show=door&amp;q=Marta"')
        self.assertNotContains(page, "Nobody here")

    def test_each_of_several_people_on_one_line_is_asked_about_alone(self):
        create_person(by=self.alice, name="Bob Stone")
        create_person(by=self.alice, name="Carla Rot")
        text = "Anna Blau, Bob Stone, Carla Rot"
        self.bring(text)
        assert Person.objects.count() == 3
        self.bring(text, keep=["3"])
        assert Person.objects.filter(name="Carla Rot").count() == 2
        assert Person.objects.filter(name="Bob Stone").count() == 1

    def test_columns_that_are_left_out_are_said(self):
        page = self.post("people_paste", status=200, text="name,phone,town\nAna,1,Oslo")
        self.assertContains(page, "2 more columns were left out")

    def test_the_same_paste_sent_twice_comes_in_once(self):
        self.bring("Ana Silva\nBo Ek")
        self.bring("Ana Silva\nBo Ek")
        assert Person.objects.count() == 2

    def test_the_same_confirmation_sent_twice_says_the_same(self):
        create_person(by=self.alice, name="Bo Ek")
        text = "Ana Silva\nBo Ek\nCem,cem@example.org"
        key = self.post("people_paste", status=200, text=text).context["entry_key"]
        for _time in range(2):
            response = self.bring(text, keep=["2"], entry_key=key)
            assert self.said(response)[-1] == "3 people stand at the door now."
        assert Person.objects.count() == 4

    def test_a_confirmation_with_a_tampered_key_brings_nothing(self):
        self.bring("Ana Silva", entry_key="x")
        assert not Person.objects.exists()

    def test_reads_a_small_file(self):
        file = SimpleUploadedFile("guests.csv", "name;e-mail;firm\nJosé;jose@example.org;Acme".encode("latin-1"))
        response = self.post("people_paste", status=200, file=file)
        self.bring(response.context["text"], from_file="on")
        person = Person.objects.get()
        assert (person.name, person.organisation, person.source) == ("José", "Acme", Source.FILE)

    def test_refuses_what_is_too_much_or_nothing(self):
        cases = [
            {"text": ""},
            {"text": "\n \n"},
            {"text": "\n".join(f"Person {number}" for number in range(501))},
            {"text": "x" * 200_001},
            {"file": SimpleUploadedFile("big.csv", b"a," * 600_000)},
        ]
        for data in cases:
            response = self.post("people_paste", status=422, **data)
            self.assertContains(response, "field-error", status_code=422)
        assert not Person.objects.exists()

    def test_a_null_byte_costs_its_own_line_only(self):
        found = self.post("people_paste", status=200, text="Ana\0Silva\nBo Ek")
        assert len(found.context["sorted"].refused) == 1
        self.bring(found.context["text"])
        assert [person.name for person in Person.objects.all()] == ["Bo Ek"]

    def test_a_tampered_confirmation_brings_nothing(self):
        create_person(by=self.alice, name="Bo")
        self.bring("Bo", keep=["77"])
        self.bring("")
        assert Person.objects.count() == 1
