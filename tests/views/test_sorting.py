"""The sorting page over HTTP: cards, keys' buttons, undo, what is put off, and the scope of a person or an import."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from contacts.models import Exchange, ImportBatch, Interaction, Message
from contacts.vocabulary import ExchangeState, ImportFormat, ImportState, Purpose, Side, Size
from tests.factories import create_contact, create_person
from tests.services.test_sorting import a_day
from tests.views.worlds import CastTestCase

ASK = "Could you introduce me to Mira at the harbour office?"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "sorting"}


class Sorting(CastTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_person(by=self.alice, name="Ana Ferreira")

    def sort(self, day: Interaction, sorted_as: str, *, status: int = 302, **data: Any) -> Any:
        return self.post("sorting_sort", day.public_id, status=status, sorted_as=sorted_as, **data)

    def purpose(self, day: Interaction) -> str:
        return Interaction.everything.get(pk=day.pk).purpose

    def shown(self, **query: Any) -> Any:
        card = self.get("sorting", **query).context["card"]
        return card and card.public_id

    def test_says_what_waits_where_nothing_does(self) -> None:
        self.assertContains(self.get("sorting"), "Nothing to sort")

    def test_a_card_underlines_the_words_that_suggest(self) -> None:
        day = a_day(self.alice, self.ana, text=ASK)
        page = self.get("sorting")
        self.assertContains(page, "<mark>")
        self.assertContains(page, "It reads as if you asked for something:")
        self.assertContains(page, 'btn-primary" name="sorted_as" value="i_asked"')
        self.assertContains(page, reverse("interaction_edit", args=[day.public_id]))

    def test_what_somebody_wrote_is_text_and_no_markup(self) -> None:
        a_day(self.alice, self.ana, text="<script>alert(1)</script> could you introduce me to <b>Mira</b>?")
        page = self.get("sorting")
        self.assertNotContains(page, "<script>alert")
        self.assertContains(page, "&lt;script&gt;alert(1)")

    def test_one_press_sorts_and_goes_on(self) -> None:
        first, second = (a_day(self.alice, self.ana, days_ago=ago, text=ASK) for ago in (3, 9))
        self.assertEqual(self.shown(), first.public_id)
        response = self.sort(first, "i_asked")
        self.assertEqual(response["Location"], reverse("sorting"))
        self.assertEqual(self.said(response), ["Noted: you asked Ana."])
        favour = Exchange.objects.get()
        self.assertIn("introduce me to Mira", favour.what)
        self.assertEqual((favour.size, favour.state), (Size.SMALL, ExchangeState.OPEN))
        self.assertEqual(self.shown(), second.public_id)

    def test_an_old_ask_of_which_nobody_knows_is_not_waited_for(self) -> None:
        day = a_day(self.alice, self.ana, days_ago=200, text=ASK)
        self.sort(day, "i_asked")
        self.assertEqual(Exchange.objects.get().state, ExchangeState.DROPPED)

    def test_in_the_user_s_words(self) -> None:
        day = a_day(self.alice, self.ana, text=ASK)
        self.sort(day, "they_gave", what="an hour with her team", size="2", became="open")
        favour = Exchange.objects.get()
        self.assertEqual(
            (favour.what, favour.size, favour.state, favour.giver),
            ("an hour with her team", Size.MEDIUM, ExchangeState.KEPT, Side.THEM),
        )

    def test_without_words_it_is_called_as_the_message_of_its_side_begins(self) -> None:
        day = a_day(self.alice, self.ana)
        Message.objects.filter(interaction=day, author=Side.THEM).update(text="Boats of Aveiro\nin spring")
        self.sort(day, "they_gave")
        self.assertEqual(Exchange.objects.get().what, "Boats of Aveiro in spring")

    def test_what_is_wrong_stands_there_with_what_was_typed(self) -> None:
        day = a_day(self.alice, self.ana, text=ASK)
        page = self.sort(day, "i_gave", status=422, what="x" * 501, became="kept")
        self.assertContains(page, "x" * 501, status_code=422)
        self.assertContains(page, "501 characters long", status_code=422)
        self.assertContains(page, '<details class="sort-more" open', status_code=422)
        for pressed in ("", "everything", "\x00"):
            page = self.sort(day, pressed, status=422)
            self.assertContains(page, "Say what it was", status_code=422)
        page = self.sort(day, "i_gave", status=422, size="9")
        self.assertEqual(self.purpose(day), Purpose.UNKNOWN)

    def test_a_day_without_words_asks_for_some(self) -> None:
        day = a_day(self.alice, self.ana)
        Message.objects.filter(interaction=day).update(text="")
        self.assertContains(self.sort(day, "i_gave", status=422), "Say in a few words", status_code=422)
        self.sort(day, "neither")

    def test_twice_in_a_row_is_once(self) -> None:
        day = a_day(self.alice, self.ana, text=ASK)
        self.sort(day, "i_asked")
        self.sort(day, "i_asked")
        self.assertEqual(Exchange.objects.count(), 1)
        self.assertContains(self.sort(day, "neither", status=422), "sorted already", status_code=422)

    def test_undo_takes_one_step_after_the_other(self) -> None:
        days = [a_day(self.alice, self.ana, days_ago=ago, text=ASK, thread=str(ago)) for ago in (3, 9)]
        for day in days:
            self.sort(day, "i_asked")
        for day in reversed(days):
            self.assertEqual(self.get("sorting").context["undo"], str(day.public_id))
            response = self.post("sorting_undo", day.public_id)
            self.assertEqual(self.said(response)[-1], "It waits again.")
            self.assertEqual(response["Location"], f"{reverse('sorting')}?day={day.public_id}")
        self.assertEqual(Exchange.objects.count(), 0)
        self.assertIsNone(self.get("sorting").context["undo"])
        # Once more, and in a browser that knows of no step, it is no harm.
        self.post("sorting_undo", days[0].public_id)

    def test_the_rest_of_a_conversation_is_one_step(self) -> None:
        days = [a_day(self.alice, self.ana, days_ago=ago) for ago in (3, 9, 12)]
        other = a_day(self.alice, self.ana, days_ago=1, thread="another")
        response = self.sort(days[1], "rest")
        self.assertEqual(self.said(response), ["Neither, all 3 days of it."])
        self.assertEqual([self.purpose(day) for day in (*days, other)], ["neither"] * 3 + ["unknown"])
        response = self.post("sorting_undo", days[0].public_id)
        self.assertEqual(self.said(response)[-1], "3 days wait again.")
        self.assertEqual({self.purpose(day) for day in days}, {"unknown"})

    def test_what_is_put_off_comes_last(self) -> None:
        first, second = (a_day(self.alice, self.ana, days_ago=ago) for ago in (3, 9))
        self.sort(first, "later")
        self.assertEqual(self.shown(), second.public_id)
        self.sort(second, "later")
        self.assertEqual(self.shown(), first.public_id)
        self.assertEqual(self.purpose(first), Purpose.UNKNOWN)

    def test_the_page_s_script_gets_the_next_card_alone(self) -> None:
        first, second = (a_day(self.alice, self.ana, days_ago=ago) for ago in (3, 9))
        response = self.client.post(reverse("sorting_sort", args=[first.public_id]), {"sorted_as": "neither"}, **HTMX)
        self.assertEqual(response.status_code, 200)
        self.assertNotContains(response, "<html")
        self.assertContains(response, reverse("sorting_sort", args=[second.public_id]))
        self.assertContains(response, 'hx-swap-oob="true"')
        self.assertContains(response, "Neither, then.")
        response = self.client.post(reverse("sorting_undo", args=[first.public_id]), **HTMX)
        self.assertContains(response, reverse("sorting_sort", args=[first.public_id]))
        response = self.client.post(reverse("sorting_sort", args=[first.public_id]), {"sorted_as": ""}, **HTMX)
        self.assertEqual(response.status_code, 422)
        self.assertNotContains(response, "<html", status_code=422)

    def test_of_one_person_or_of_one_import(self) -> None:
        ben = create_person(by=self.alice, name="Ben Osei")
        batch = ImportBatch.objects.create(
            owner=self.alice, file_name="messages.csv", format=ImportFormat.LINKEDIN, state=ImportState.DONE
        )
        theirs = a_day(self.alice, ben, days_ago=30)
        brought = a_day(self.alice, self.ana, days_ago=60, batch=batch)
        self.assertEqual(self.shown(person=ben.public_id), theirs.public_id)
        self.assertEqual(self.shown(**{"import": batch.public_id}), brought.public_id)
        page = self.client.post(
            f"{reverse('sorting_sort', args=[brought.public_id])}?import={batch.public_id}", {"sorted_as": "neither"}
        )
        self.assertEqual(page["Location"], f"{reverse('sorting')}?import={batch.public_id}")
        self.assertIsNone(self.shown(**{"import": batch.public_id}))
        for nonsense in ("x", "\x00", str(uuid4())):
            self.get("sorting", person=nonsense, day=nonsense, **{"import": nonsense})

    def test_strangers_get_nothing(self) -> None:
        day = a_day(self.alice, self.ana, text=ASK)
        for name in ("sorting_sort", "sorting_undo"):
            url = reverse(name, args=[day.public_id])
            self.assertEqual(self.stranger.post(url, {"sorted_as": "neither"}).status_code, 404)
            self.assertEqual(self.client.get(url).status_code, 405)
        page = self.stranger.get(reverse("sorting", query={"day": day.public_id, "person": self.ana.public_id}))
        self.assertIsNone(page.context["card"])

    def test_as_many_queries_for_twice_the_conversations(self) -> None:
        for number in range(3):
            a_day(self.alice, self.ana, days_ago=number + 1, thread=str(number))
        few = self.queries(reverse("sorting"))
        for number in range(3, 6):
            a_day(self.alice, create_contact(by=self.alice, name=f"P{number}").person, thread=str(number))
        self.assertEqual(self.queries(reverse("sorting")), few)
        self.assertLessEqual(few, 12)
