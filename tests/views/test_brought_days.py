"""Days of messages that a file brought, on the page of the person and where something is said of them."""

from datetime import date
from typing import Any

from django.urls import reverse

from contacts.models import Contact, Interaction
from contacts.vocabulary import Purpose
from tests.factories import LEARNED, TALKED, create_person, log
from tests.services.test_sorting import a_day
from tests.views.worlds import CastTestCase


class BroughtDays(CastTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_person(by=self.alice, name="Ana Ferreira")
        self.day = a_day(self.alice, self.ana, text="Shall we meet at the harbour?")

    def edit(self, *, status: int = 302, **changed: Any) -> Any:
        form = self.get("interaction_edit", self.day.public_id).context["form"]
        given = {name: form[name].value() for name in form.fields}
        given = {name: value for name, value in given.items() if value not in (None, False)} | changed
        return self.post("interaction_edit", self.day.public_id, status=status, **given)

    def test_are_no_note_of_the_user_on_the_persons_page(self) -> None:
        page = self.get("person", self.ana.public_id)
        self.assertContains(page, "What was said and written")
        self.assertContains(page, "Messages alone make no contact")
        self.assertContains(page, "Say what you learned")
        self.assertNotContains(page, "The last note did not make a contact")
        self.assertNotContains(page, "Change the last note")

    def test_ask_what_was_talked_about_and_learned_with_the_cursor_where_it_is_to_be_said(self) -> None:
        page = self.get("interaction_edit", self.day.public_id)
        self.assertContains(page, "What did you talk about, what did you learn?")
        self.assertNotContains(page, "Put an entry right")
        self.assertTrue(page.context["form"].fields["talked_about"].widget.attrs["autofocus"])
        Interaction.objects.filter(pk=self.day.pk).update(talked_about=TALKED)
        fields = self.get("interaction_edit", self.day.public_id).context["form"].fields
        self.assertNotIn("autofocus", fields["talked_about"].widget.attrs)
        self.assertTrue(fields["learned"].widget.attrs["autofocus"])

    def test_an_entry_of_the_user_is_put_right_as_ever(self) -> None:
        row = log(by=self.alice, person=self.ana).interaction
        self.assertContains(self.get("interaction_edit", row.public_id), "Put an entry right")

    def test_keep_an_unlikely_day_while_something_is_said_of_them(self) -> None:
        Interaction.objects.filter(pk=self.day.pk).update(happened_on=date(1843, 7, 3), happened_at=None)
        self.edit(talked_about=TALKED, learned=LEARNED)
        row = Interaction.objects.get(pk=self.day.pk)
        self.assertEqual((row.happened_on, row.learned), (date(1843, 7, 3), LEARNED))

    def test_cannot_be_moved_to_another_unlikely_day(self) -> None:
        Interaction.objects.filter(pk=self.day.pk).update(happened_on=date(1843, 7, 3), happened_at=None)
        page = self.edit(status=422, happened_on="1843-07-04", learned=LEARNED)
        self.assertContains(page, "more than 120 years ago", status_code=422)
        self.assertEqual(Interaction.objects.get(pk=self.day.pk).purpose, Purpose.UNKNOWN)
        self.assertFalse(Contact.objects.exists())
        self.assertContains(page, reverse("person", args=[self.ana.public_id]), status_code=422)
