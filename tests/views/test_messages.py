"""What was written, and who asked to connect, on a person's page and on an entry's own; and within how many queries."""

from datetime import UTC, datetime, timedelta

from django.urls import reverse

from contacts.models import Exchange, Interaction, Message, Request
from contacts.services.interactions import delete_interaction, move_interaction, restore_interaction
from contacts.services.sorting import sort_day
from contacts.services.tags import set_person_tags
from contacts.vocabulary import Depth, ExchangeState, RequestAnswer, RequestWay, Side, SortedAs, StartedBy
from tests.factories import create_contact, create_date, create_person, today_of
from tests.services.test_sorting import a_day
from tests.views.worlds import CastTestCase


class Messages(CastTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_person(by=self.alice, name="Ana Ferreira", email="ana@example.org")

    def page(self) -> str:
        return reverse("person", args=[self.ana.public_id])

    def test_a_day_shows_who_wrote_what_and_when_folded(self) -> None:
        day = a_day(self.alice, self.ana, text="Good <b>tables</b>")
        Message.objects.filter(interaction=day).update(at=datetime(2026, 5, 4, 9, 30, tzinfo=UTC))
        page = self.client.get(self.page())
        self.assertContains(page, '<details class="written">')
        self.assertContains(page, "2 messages")
        self.assertContains(page, "Good &lt;b&gt;tables&lt;/b&gt;")
        self.assertContains(page, ">11:30</time>", count=2)

    def test_of_a_long_day_the_first_and_the_way_to_all(self) -> None:
        day = a_day(self.alice, self.ana)
        for number in range(30):
            Message.objects.create(
                interaction=day,
                author=Side.THEM,
                at=datetime.now(UTC) - timedelta(minutes=number),
                text=f"message {number:02}",
                source_key=f"{number:064}",
            )
        page = self.client.get(self.page())
        self.assertContains(page, "All that was written that day")
        self.assertLess(page.content.count(b"message "), 12)
        edit = self.get("interaction_edit", day.public_id)
        self.assertEqual(len(edit.context["messages_that_day"]), 32)
        self.assertContains(edit, "message 29")

    def test_a_two_sided_day_leads_to_saying_what_was_learned(self) -> None:
        day = a_day(self.alice, self.ana)
        link = reverse("interaction_edit", args=[day.public_id])
        self.assertContains(self.client.get(self.page()), "Say what you learned about them")
        self.assertContains(self.client.get(self.page()), link)
        edit = self.get("interaction_edit", day.public_id)
        form = edit.context["form"]
        data = {
            name: form[name].value() if form[name].value() is not None else ""
            for name in ("entry_key", "version", "person", "name", "happened_on", "channel", "started_by", "depth")
        }
        data |= {"they_wrote_too": "on"} if form["they_wrote_too"].value() else {}
        data |= {"talked_about": "tide tables of Porto", "learned": "restores wooden boats with their sister in Aveiro"}
        response = self.post("interaction_edit", day.public_id, **data)
        self.ana.refresh_from_db()
        self.assertTrue(self.ana.is_contact)
        self.assertContains(self.client.get(response["Location"]), "Go on sorting")
        day.refresh_from_db()
        self.assertEqual((day.purpose, day.thread, day.messages.count()), ("unknown", "t", 2))

    def test_one_side_alone_is_not_offered_to_found_anybody(self) -> None:
        a_day(self.alice, self.ana, they_took_part=False)
        a_day(self.alice, self.ana, thread="hello", depth=Depth.HELLO)
        self.assertNotContains(self.client.get(self.page()), "Say what you learned about them")

    def test_messages_go_where_their_day_goes(self) -> None:
        day = a_day(self.alice, self.ana)
        delete_interaction(by=self.alice, interaction=day)
        self.assertNotContains(self.client.get(self.page()), "2 messages")
        restore_interaction(by=self.alice, interaction=day)
        self.assertContains(self.client.get(self.page()), "2 messages")
        other = create_person(by=self.alice, name="Ben Osei")
        moved = move_interaction(by=self.alice, interaction=day, to=other)
        self.assertEqual((moved.messages.count(), moved.purpose, moved.thread), (2, "unknown", "t"))
        self.assertContains(self.get("person", other.public_id), "2 messages")

    def test_a_new_entry_inherits_nothing_from_an_import(self) -> None:
        a_day(self.alice, self.ana)
        self.assertEqual(self.get("log").context["form"].initial["channel"], "in_person")

    def test_requests_to_connect_stand_there_with_what_became_of_them(self) -> None:
        today = today_of(self.alice)
        for number, (way, answer) in enumerate(((RequestWay.IN, "unknown"), (RequestWay.OUT, "accepted"))):
            Request.objects.create(
                person=self.ana, way=way, sent_on=today - timedelta(days=number), answer=answer, text=f"<i>hej {number}"
            )
        page = self.client.get(self.page())
        self.assertContains(page, "they asked, no answer known")
        self.assertContains(page, "you asked, accepted")
        self.assertContains(page, "&lt;i&gt;hej 0")
        self.assertEqual([one.answer for one in page.context["person"].requests], [*RequestAnswer][:2])

    def test_a_contact_with_everything_takes_twelve_queries_however_much_there_is(self) -> None:
        ana = create_contact(by=self.alice, name="Ines Prado", days_ago=900).person
        set_person_tags(by=self.alice, person=ana, names=["sailing", "Porto"])
        create_date(by=self.alice, person=ana, month=5, day=4)
        url = reverse("person", args=[ana.public_id])

        def more(first: int, *, days: int) -> None:
            for number in range(first, first + days):
                day = a_day(
                    self.alice,
                    ana,
                    days_ago=30 * (number + 1),
                    thread=str(number),
                    they_took_part=False,
                    started_by=StartedBy.ME,
                )
                sort_day(
                    by=self.alice,
                    interaction=day,
                    sorted_as=SortedAs.I_ASKED,
                    what=f"favour {number}",
                    state=ExchangeState.OPEN,
                )
                a_day(self.alice, ana, days_ago=700 + number, thread=f"unsorted {number}")
                Request.objects.create(person=ana, way=RequestWay.IN, sent_on=day.happened_on)

        more(0, days=4)
        few = self.queries(url)
        self.assertEqual([flag.rule for flag in self.client.get(url).context["person"].flags], ["E-30"])
        self.assertLessEqual(few, 12)
        more(4, days=8)
        self.assertEqual(self.queries(url), few)
        self.assertEqual(Exchange.objects.count(), 12)
        self.assertEqual(Interaction.objects.exclude(purpose="").count(), 24)
