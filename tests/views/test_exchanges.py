"""Favours: noted, settled, reopened, moved, thanked for, put right, deleted; each step can be taken back."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from contacts.models import Exchange, FollowUp
from contacts.services.exchanges import mark_our_work, tell_outcome, thank
from contacts.vocabulary import ExchangeState, FollowUpKind, FollowUpState, Side, Size
from tests.factories import create_ask, create_contact, create_exchange, create_gift, create_promise, today_of
from tests.views.worlds import CastTestCase


class ExchangeCase(CastTestCase):
    def setUp(self):
        super().setUp()
        self.person = create_contact(by=self.alice, name="Ana", days_ago=60).person
        self.today = today_of(self.alice)


class AddTests(ExchangeCase):
    def form(self, **changes):
        return {
            "entry_key": str(uuid4()),
            "direction": "i_gave",
            "what": "two names of reviewers",
            "size": "1",
            "state": "kept",
            "opened_on": self.today.isoformat(),
            **changes,
        }

    def test_notes_each_direction(self):
        cases = [
            ("i_gave", Side.ME, False),
            ("i_asked", Side.THEM, True),
            ("they_gave", Side.THEM, False),
            ("they_asked", Side.ME, True),
        ]
        for direction, giver, asked in cases:
            self.post("exchange_add", self.person.public_id, **self.form(direction=direction, size="3"))
            exchange = Exchange.objects.latest("pk")
            assert (exchange.giver, exchange.asked, exchange.size) == (giver, asked, Size.LARGE)

    def test_a_promise_plans_its_day(self):
        due_on = self.today + timedelta(days=5)
        self.post("exchange_add", self.person.public_id, **self.form(state="promised", due_on=due_on.isoformat()))
        assert FollowUp.objects.open().get(exchange__isnull=False).due_on == due_on

    def test_the_same_form_sent_twice_is_one_favour(self):
        form = self.form()
        self.post("exchange_add", self.person.public_id, **form)
        self.post("exchange_add", self.person.public_id, **form)
        assert Exchange.objects.count() == 1

    def test_says_what_is_wrong_and_keeps_what_was_typed(self):
        tomorrow = (self.today + timedelta(days=1)).isoformat()
        cases = [
            {"what": ""},
            {"what": "x" * 501},
            {"what": "a\0b"},
            {"state": "promised"},
            {"state": "promised", "due_on": (self.today - timedelta(days=1)).isoformat()},
            {"state": "promised", "due_on": "9999-12-31"},
            {"category": "bribe"},
            {"opened_on": tomorrow},
            {"opened_on": "1820-01-01"},
            {"opened_on": "nonsense"},
            {"size": "9"},
            {"direction": "us"},
            {"state": "dropped"},
            {"entry_key": "x"},
        ]
        for change in cases:
            form = {"what": "kept text", **self.form(), **change}
            response = self.post("exchange_add", self.person.public_id, status=422, **form)
            self.assertRegex(response.content.decode(), "field-error|form-errors")
        assert not Exchange.objects.exists()

    def test_keeps_what_kind_of_favour_it_is(self):
        self.post("exchange_add", self.person.public_id, **self.form(category="advice"))
        assert Exchange.objects.get().category == "advice"

    def test_says_beside_the_day_that_it_lies_before_the_ask(self):
        yesterday = (self.today - timedelta(days=1)).isoformat()
        form = self.form(state="promised", due_on=yesterday, what="the tide tables")
        response = self.post("exchange_add", self.person.public_id, status=422, **form)
        self.assertFormError(
            response.context["form"],
            "due_on",
            "The promised day is before the day it was made. Choose a later one.",
        )
        self.assertContains(response, 'value="the tide tables"', status_code=422)
        self.assertContains(response, f'value="{yesterday}"', status_code=422)

    def test_a_day_without_a_promise_and_thanks_for_ones_own_gift_are_left_out(self):
        self.post("exchange_add", self.person.public_id, **self.form(due_on=self.today.isoformat(), thanked="on"))
        gift = Exchange.objects.get()
        assert (gift.due_on, gift.thanked_on) == (None, None)


class FourButtonsTests(ExchangeCase):
    """The person page's four buttons, and the form that unfolds in their place."""

    def part(self, target, *, status=200, method="get", **data):
        address = reverse("exchange_add", args=[self.person.public_id])
        response = getattr(self.client, method)(address, data, headers={"HX-Request": "true", "HX-Target": target})
        assert response.status_code == status, response.content[:500]
        return response

    def test_each_leads_to_the_form_with_its_direction_and_its_states(self):
        usual = {"i_gave": "kept", "i_asked": "open", "they_gave": "kept", "they_asked": "open"}
        page = self.get("person", self.person.public_id)
        for kind, state in usual.items():
            address = f"{reverse('exchange_add', args=[self.person.public_id])}?kind={kind}"
            self.assertContains(page, f'href="{address}"')
            form = self.client.get(address).context["form"]
            assert (form["direction"].value(), form["state"].value()) == (kind, state)
        asked = self.get("exchange_add", self.person.public_id, kind="i_asked")
        self.assertContains(asked, "Granted")
        self.assertNotContains(self.get("exchange_add", self.person.public_id, kind="i_gave"), "Granted")

    def test_nonsense_in_the_address_is_passed_over(self):
        for query in ({"kind": "us"}, {"kind": "", "size": "9"}, {"what": "a\0b" * 400}, {"due_on": "x"}):
            form = self.get("exchange_add", self.person.public_id, **query).context["form"]
            assert form["direction"].value() == "i_gave"

    def test_the_cursor_stands_in_the_words(self):
        page = self.get("exchange_add", self.person.public_id, kind="i_gave").content.decode()
        self.assertRegex(page, r'<input[^>]*name="what"[^>]*autofocus')

    def test_it_unfolds_as_a_part_where_htmx_asks_for_it(self):
        for slot in ("favour-add", "favour-top"):
            response = self.part(slot, kind="they_asked", next="/people/")
            self.assertNotContains(response, "<html")
            self.assertContains(response, f'hx-target="#{slot}"')
            self.assertContains(response, '<input type="hidden" name="next" value="/people/">')
        assert "<html" in self.part("anything-else").content.decode()

    def test_another_direction_brings_its_states_and_what_stands_before_an_ask(self):
        response = self.part("favour-state", direction="i_asked", what="typed", due_on="2026-12-24")
        self.assertNotContains(response, 'name="what"')
        self.assertContains(response, "No answer yet")
        self.assertContains(response, "Before you ask")
        self.assertContains(response, 'value="2026-12-24"')
        self.assertContains(response, 'id="favour-asking" hx-swap-oob="true"')
        self.assertNotContains(self.part("favour-state", direction="they_gave"), "Before you ask")

    def test_saving_answers_with_all_that_it_changes_and_an_undo(self):
        form = AddTests.form(self, direction="they_asked", state="open", what="a word with the guild")
        response = self.part("favour-add", method="post", **form, balance="all")
        assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#balance", "outerHTML")
        assert response.context["person"].balance.span == "all"
        for part in ('id="balance"', 'id="between"', 'id="person-chips"', 'id="favour-top"', 'id="toasts"'):
            self.assertContains(response, part)
        self.assertContains(response, "a word with the guild")
        exchange = Exchange.objects.get()
        self.assertContains(response, f'action="{reverse("exchange_delete", args=[exchange.public_id])}"')

    def test_a_double_click_is_one_favour(self):
        form = AddTests.form(self)
        for _tap in range(2):
            self.part("favour-add", method="post", **form)
        assert Exchange.objects.count() == 1

    def test_a_fault_unfolds_the_form_again_with_everything_typed(self):
        form = AddTests.form(self, what="", size="3", opened_on="2999-01-01", private="on")
        response = self.part("favour-add", method="post", status=422, **form)
        self.assertContains(response, "Say in a few words what it was.", status_code=422)
        self.assertContains(response, "That day is still to come.", status_code=422)
        self.assertRegex(response.content.decode(), r'<details class="favour-more" open>')
        assert response.context["form"]["private"].value()
        assert "HX-Retarget" not in response

    def test_what_is_asked_again_is_told_in_the_log(self):
        asks = [create_ask(by=self.alice, person=self.person, days_ago=days, what=f"ask {days}") for days in range(14)]
        newest = asks[0]
        address = f"{reverse('log')}?person={self.person.public_id}&chased={newest.public_id}"
        response = self.client.get(address)
        form = response.context["form"]
        assert form[f"open_{newest.public_id}"].value() == "chased"
        # A message that the user began, seen at once: asking again is no meeting.
        as_it_starts = {name: form[name].value() for name in ("channel", "started_by", "depth")}
        assert as_it_starts == {"channel": "message", "started_by": "me", "depth": "hello"}
        self.assertContains(response, '<details class="more c12" open>')
        self.assertContains(response, "<span>Asked again</span>")
        theirs = create_exchange(by=self.alice, person=self.person, giver=Side.ME, asked=True, what="a lift")
        response = self.client.get(f"{reverse('log')}?person={self.person.public_id}&chased={theirs.public_id}")
        assert response.context["form"]["started_by"].value() == "them"
        self.client.post(
            reverse("log"),
            {
                "entry_key": uuid4(),
                "version": 0,
                "name": self.person.name,
                "person": self.person.public_id,
                "talked_about": "any news?",
                **as_it_starts,
                f"open_{newest.public_id}": "chased",
            },
        )
        mention = newest.mentions.get()
        assert mention.kind == "chased"
        assert not mention.interaction.is_in_touch
        first = FollowUp.objects.get(person=self.person, kind=FollowUpKind.FIRST)
        assert first.state == FollowUpState.OPEN
        for nonsense in ("x", "", "00000000-0000-0000-0000-000000000000"):
            assert (
                self.client.get(reverse("log"), {"person": self.person.public_id, "chased": nonsense}).status_code
                == 200
            )

    def test_an_open_ask_is_granted_declined_or_asked_again(self):
        create_ask(by=self.alice, person=self.person, what="a quote")
        page = self.get("person", self.person.public_id)
        for words in ("Granted", "Declined", "Asked again", "Let it go"):
            self.assertContains(page, words)
        Exchange.objects.all().delete()
        create_exchange(by=self.alice, person=self.person, asked=True, state=ExchangeState.OPEN, what="a wish")
        page = self.get("person", self.person.public_id)
        for words in ("I did it", "I declined", "They asked again", "Drop it"):
            self.assertContains(page, words)


class ListTests(ExchangeCase):
    """The list behind the balance."""

    def test_shows_every_favour_with_what_can_be_done(self):
        create_promise(by=self.alice, person=self.person, what="the tide tables", due_in=-2, days_ago=9)
        create_exchange(by=self.alice, person=self.person, giver=Side.THEM, size=Size.MEDIUM, what="an introduction")
        response = self.get("person_exchanges", self.person.public_id)
        for words in ("the tide tables", "2 days late", "Kept it", "an introduction", "Thanked", "Told what became"):
            self.assertContains(response, words)

    def test_thanks_and_outcomes_close_what_was_planned_and_stay_in_the_list(self):
        gift = create_exchange(
            by=self.alice, person=self.person, giver=Side.THEM, size=Size.MEDIUM, what="an introduction", days_ago=3
        )
        here = reverse("person_exchanges", args=[self.person.public_id])
        planned = FollowUp.objects.open().filter(exchange=gift)
        assert {row.kind for row in planned.all()} == {"thank", "outcome"}
        assert self.post("exchange_thank", gift.public_id, next=here).url == here
        assert [row.kind for row in planned.all()] == ["outcome"]
        self.post("exchange_outcome", gift.public_id, next=here)
        assert not planned.exists()
        page = self.get("person_exchanges", self.person.public_id).content.decode()
        self.assertRegex(page, r"Thanked \w+ \d+ \w+.* Told what became of it \w+ \d+")
        assert "Thanked<span" not in page

    def test_putting_right_leads_back_to_the_list(self):
        ask = create_ask(by=self.alice, person=self.person)
        here = f"{reverse('person_exchanges', args=[self.person.public_id])}?show=i_asked"
        self.assertContains(self.get("exchange_edit", ask.public_id, next=here), f'name="next" value="{here}"')
        form = EditTests.form(self, next=here)
        assert self.post("exchange_edit", ask.public_id, **form).url == here

    def test_filters_stand_in_the_address_and_are_counted(self):
        create_exchange(by=self.alice, person=self.person, what="given")
        create_ask(by=self.alice, person=self.person, what="asked")
        response = self.get("person_exchanges", self.person.public_id, show="i_asked")
        assert [row.what for row in response.context["found"].rows] == ["asked"]
        counts = {key: count for key, _label, count in response.context["chips"]}
        assert counts == {
            "all": 2, "i_gave": 1, "i_asked": 1, "they_gave": 0, "they_asked": 0, "open": 1, "our_work": 0
        }  # fmt: skip

    def test_any_address_is_answered(self):
        create_exchange(by=self.alice, person=self.person)
        for page in ("0", "-1", "99999", "x", "\x00", "9" * 400):
            for name in ("page", "show", "sort", "window", "q"):
                self.get("person_exchanges", self.person.public_id, **{name: page})

    def test_says_what_to_do_where_nothing_is(self):
        self.assertContains(self.get("person_exchanges", self.person.public_id), "Nothing noted yet")
        self.assertContains(self.get("person_exchanges", self.person.public_id, q="boat"), "speaks of “boat”")
        self.assertContains(self.get("person_exchanges", self.person.public_id, show="open"), "Nothing here")

    def test_htmx_is_given_the_results_alone(self):
        address = reverse("person_exchanges", args=[self.person.public_id])
        response = self.client.get(address, headers={"HX-Request": "true", "HX-Target": "favours-found"})
        self.assertNotContains(response, "<html")

    def test_takes_as_many_queries_for_twice_the_rows(self):
        def grow():
            for number in range(4):
                create_exchange(by=self.alice, person=self.person, days_ago=number)
                create_ask(by=self.alice, person=self.person, days_ago=number)

        grow()
        address = reverse("person_exchanges", args=[self.person.public_id])
        once = self.queries(address)
        grow()
        assert self.queries(address) == once
        assert once <= 8

    def test_strangers_and_the_anonymous_see_nothing(self):
        address = reverse("person_exchanges", args=[self.person.public_id])
        assert self.stranger.get(address).status_code == 404
        self.client.logout()
        assert self.client.get(address).status_code == 302
        assert self.client.post(address).status_code == 302


class StepTests(ExchangeCase):
    def state(self, exchange):
        exchange.refresh_from_db()
        return exchange.state

    def test_settles_and_takes_it_back(self):
        for state in ("kept", "declined", "dropped"):
            promise = create_promise(by=self.alice, person=self.person)
            response = self.post("exchange_settle", promise.public_id, state=state)
            assert response.url == reverse("person", args=[self.person.public_id])
            assert self.state(promise) == state
            assert promise.settled_on == self.today
            self.post("exchange_reopen", promise.public_id)
            assert self.state(promise) == ExchangeState.PROMISED

    def test_a_second_tap_changes_nothing(self):
        promise = create_promise(by=self.alice, person=self.person)
        self.post("exchange_settle", promise.public_id, state="kept")
        self.post("exchange_settle", promise.public_id, state="kept")
        promise.refresh_from_db()
        assert promise.version == 2

    def test_refuses_a_state_that_settles_nothing_and_a_day_to_come(self):
        promise = create_promise(by=self.alice, person=self.person)
        tomorrow = (self.today + timedelta(days=1)).isoformat()
        for data in ({}, {"state": "open"}, {"state": "kept", "on": tomorrow}, {"state": "kept", "on": "x"}):
            self.post("exchange_settle", promise.public_id, **data)
            assert self.state(promise) == ExchangeState.PROMISED

    def test_goes_back_to_own_pages_only(self):
        cases = [
            ("/follow-ups/?kind=promise", "/follow-ups/?kind=promise"),
            ("https://evil.example/", None),
            ("//evil.example/", None),
            ("/\\evil.example", None),
            ("javascript:alert(1)", None),
        ]
        for wanted, expected in cases:
            promise = create_promise(by=self.alice, person=self.person)
            response = self.post("exchange_settle", promise.public_id, state="kept", next=wanted)
            assert response.url == (expected or reverse("person", args=[self.person.public_id])), wanted

    def test_thanks_are_asked_for_once_it_is_kept(self):
        ask = create_ask(by=self.alice, person=self.person)
        assert "I said thank you" not in self.get("exchange_edit", ask.public_id).content.decode()
        response = self.post("exchange_thank", ask.public_id)
        assert "Mark it kept first" in self.said(response)[0]
        self.post("exchange_settle", ask.public_id, state="kept")
        assert "I said thank you" in self.get("exchange_edit", ask.public_id).content.decode()

    def test_thanks_and_outcome_are_noted_and_taken_back(self):
        gift = create_exchange(by=self.alice, person=self.person, giver=Side.THEM, size=Size.MEDIUM, days_ago=3)
        for name, field in (("exchange_thank", "thanked_on"), ("exchange_outcome", "outcome_told_on")):
            self.post(name, gift.public_id)
            gift.refresh_from_db()
            assert getattr(gift, field) == self.today
            self.post(name, gift.public_id, take_back="1")
            gift.refresh_from_db()
            assert getattr(gift, field) is None

    def test_thanking_for_ones_own_gift_is_refused_with_a_sentence(self):
        mine = create_exchange(by=self.alice, person=self.person)
        response = self.post("exchange_thank", mine.public_id)
        assert "given by you" in self.said(response)[0]

    def test_our_work_leaves_the_balance_and_comes_back(self):
        mine = create_exchange(by=self.alice, person=self.person)
        self.post("exchange_our_work", mine.public_id)
        self.person.contact.standing.refresh_from_db()
        assert self.person.contact.standing.i_gave == 0
        self.post("exchange_our_work", mine.public_id, take_back="1")
        self.person.contact.standing.refresh_from_db()
        assert self.person.contact.standing.i_gave == 1

    def test_a_stale_tap_changes_nothing_and_offers_no_undo(self):
        long_ago = self.today - timedelta(days=5)
        gift = create_gift(by=self.alice, person=self.person, days_ago=9)
        for verb in (thank, tell_outcome):
            verb(by=self.alice, exchange=gift, on=long_ago)
        mark_our_work(by=self.alice, exchange=gift, our_work=True)
        before = Exchange.objects.values().get()
        for name, data in (
            ("exchange_thank", {}),
            ("exchange_outcome", {}),
            ("exchange_our_work", {}),
            ("exchange_settle", {"state": "kept"}),
            ("exchange_settle", {"state": "dropped"}),
        ):
            response = self.post(name, gift.public_id, **data)
            *_before, message = response.wsgi_request._messages
            assert "undo:" not in message.extra_tags, name
        assert "It was kept on" in str(message)
        assert Exchange.objects.values().get() == before

    def test_deletes_with_undo(self):
        mine = create_exchange(by=self.alice, person=self.person)
        self.get("exchange_delete", mine.public_id)
        self.post("exchange_delete", mine.public_id)
        assert not Exchange.objects.exists()
        self.post("deleted_restore", "exchange", mine.public_id)
        assert Exchange.objects.get() == mine

    def test_the_undo_of_a_step_is_one_post_and_leads_back(self):
        promise = create_promise(by=self.alice, person=self.person)
        response = self.post("exchange_settle", promise.public_id, state="kept", next="/")
        (message,) = response.wsgi_request._messages
        undo = message.extra_tags.removeprefix("undo:")
        assert self.client.post(undo).url == "/"
        assert self.state(promise) == ExchangeState.PROMISED

    def test_steps_are_posts_and_closed_to_strangers(self):
        promise = create_promise(by=self.alice, person=self.person)
        for name in ("settle", "reopen", "thank", "outcome", "our_work"):
            url = reverse(f"exchange_{name}", args=[promise.public_id])
            assert self.client.get(url).status_code == 405
            assert self.stranger.post(url, {"state": "kept"}).status_code == 404
        assert self.state(promise) == ExchangeState.PROMISED


class EditTests(ExchangeCase):
    def form(self, **changes):
        return {
            "version": 1,
            "direction": "i_asked",
            "what": "a quote for the grant",
            "size": "2",
            "opened_on": (self.today - timedelta(days=2)).isoformat(),
            **changes,
        }

    def test_puts_a_favour_right(self):
        ask = create_ask(by=self.alice, person=self.person)
        self.get("exchange_edit", ask.public_id)
        self.post("exchange_edit", ask.public_id, **self.form(our_work="on"))
        ask.refresh_from_db()
        assert (ask.what, ask.size, ask.our_work, ask.giver) == ("a quote for the grant", Size.MEDIUM, True, Side.THEM)

    def test_a_favour_is_made_private_and_open_again(self):
        ask = create_ask(by=self.alice, person=self.person)
        for version, tick in ((1, {"private": "on"}), (2, {})):
            self.post("exchange_edit", ask.public_id, **self.form(version=version, **tick))
            ask.refresh_from_db()
            assert ask.private is bool(tick)
            page = self.get("exchange_edit", ask.public_id)
            assert page.context["form"]["private"].value() is bool(tick)

    def test_all_that_is_held_says_that_a_favour_is_private(self):
        create_ask(by=self.alice, person=self.person, private=True)
        (favours,) = (
            s for s in self.get("person_held", self.person.public_id).context["held"].sections if s.title == "Favours"
        )
        assert ("Private", "yes") in [(fact.label, fact.value) for fact in favours.rows[0].facts]
        held = self.get("person_held_json", self.person.public_id).json()
        assert held["person"]["exchanges"][0]["private"] is True

    def test_two_tabs_each_get_both_texts(self):
        ask = create_ask(by=self.alice, person=self.person)
        self.post("exchange_edit", ask.public_id, **self.form(what="from the first tab"))
        response = self.post("exchange_edit", ask.public_id, status=422, **self.form(what="from the second tab"))
        self.assertContains(response, "from the first tab", status_code=422)
        self.assertContains(response, "from the second tab", status_code=422)
        self.post("exchange_edit", ask.public_id, **self.form(what="from the second tab", version=2))

    def test_refuses_what_does_not_fit(self):
        promise = create_promise(by=self.alice, person=self.person)
        for change in ({"due_on": ""}, {"due_on": "2020-01-01"}, {"opened_on": "2999-01-01"}, {"what": ""}):
            form = self.form(direction="i_gave", due_on=self.today.isoformat()) | change
            self.post("exchange_edit", promise.public_id, status=422, **form)
