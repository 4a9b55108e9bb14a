"""What a person's pages say of favours: flags and their mutes, what stands before an ask, thanks in one tap."""

from django.urls import reverse

from contacts.models import Exchange
from contacts.services.mutes import mute
from contacts.services.offers import add_offer
from contacts.vocabulary import ExchangeState, Reason, Side, Size
from tests.factories import create_ask, create_contact, create_exchange, create_promise
from tests.views.worlds import CastTestCase


class FavourPageCase(CastTestCase):
    def setUp(self):
        super().setUp()
        self.person = create_contact(
            by=self.alice, name="Ana", days_ago=700, learned="restores violins in Cremona"
        ).person

    def page(self, name="person", **query):
        return self.get(name, self.person.public_id, **query)

    def ask_thrice(self):
        for days_ago in (200, 120, 40):
            create_ask(by=self.alice, person=self.person, days_ago=days_ago, state=ExchangeState.DECLINED)


class FlagTests(FavourPageCase):
    def test_a_mute_says_what_is_muted_for_whom_and_why(self):
        self.ask_thrice()
        mute(by=self.alice, rule=Reason.ASK_ONLY)
        self.assertContains(self.page(), "You muted “Only when you need something” for everybody.")
        mute(by=self.alice, rule=Reason.ASK_ONLY, because="we are a co-op")
        words = "You muted “Only when you need something” for everybody, because “<bdi>we are a co-op</bdi>”."
        self.assertContains(self.page(), words)
        self.assertContains(self.page(), f'href="{reverse("settings_mutes")}">Muted rules')
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=self.person, because="we share a desk")
        words = "You said of “Only when you need something” that it is not fair: “<bdi>we share a desk</bdi>”."
        self.assertContains(self.page(), words)

    def test_it_proposes_to_close_what_is_open_first(self):
        gift = create_exchange(by=self.alice, person=self.person, giver=Side.THEM, size=Size.LARGE, days_ago=45)
        self.ask_thrice()
        page = self.page().content.decode()
        self.assertRegex(page, f'action="{reverse("exchange_thank", args=[gift.public_id])}".{{0,400}}btn-primary')
        self.assertRegex(page, "Thank them for this:.*Tell them what became of this:.*A word without an ask")

    def test_it_says_in_plain_words_when_it_goes_down(self):
        self.ask_thrice()
        page = self.page()
        for words in ("The flag goes down when", "Otherwise it goes down by itself on", "Rule E-30."):
            self.assertContains(page, words)
        self.assertContains(page, "compared with what they tell you")

    def test_the_page_takes_twelve_queries_with_a_flag_up(self):
        self.ask_thrice()
        create_promise(by=self.alice, person=self.person)
        assert self.queries(reverse("person", args=[self.person.public_id])) <= 12

    def test_focus_comes_back_to_a_place_with_a_name_of_its_own(self):
        self.ask_thrice()
        create_ask(by=self.alice, person=self.person, days_ago=3)
        create_exchange(by=self.alice, person=self.person, giver=Side.THEM, days_ago=2)
        page = self.page().content.decode()
        places = [part.rsplit('id="', 1)[-1] for part in page.split('" data-place')[:-1]]
        assert len(places) == len(set(places))
        assert {"E-30-place", "promises-place", "balance-place"} <= set(places)


class BeforeAskingBoxTests(FavourPageCase):
    def add(self):
        return self.page("exchange_add", kind="i_asked").content.decode()

    def test_it_stands_above_the_words_with_the_telling_sentence_first(self):
        for days_ago in (120, 60):
            create_ask(by=self.alice, person=self.person, days_ago=days_ago)
        page = self.add()
        box, words = page.index("before-asking folds"), page.index('name="what"')
        assert box < page.index("This would be the third ask of Ana") < page.index("<details", box) < words
        assert "<details open" not in page[box:words]
        create_ask(by=self.alice, person=self.person, days_ago=30)
        page = self.add()
        assert "<details open" in page[page.index("before-asking folds") : page.index('name="what"')]

    def test_else_the_last_touch_and_what_was_promised_come_first(self):
        create_promise(by=self.alice, person=self.person, what="the tide tables", due_in=-2, days_ago=9)
        page = self.add()
        box = page.index("before-asking folds")
        first = page[box : page.index("<details", box)]
        for words in ("Last touch", "the tide tables", "2 days late"):
            assert words in first

    def test_the_fragment_of_the_log_folds_nothing(self):
        self.assertNotContains(self.page("before_asking"), "<details")

    def test_an_offer_stands_in_quotes_of_its_own(self):
        offer = "somebody who restores violins"
        add_offer(by=self.alice, entry_key=self.person.public_id, what=offer)
        self.assertContains(self.page("before_asking"), f"“<bdi>{offer}</bdi>”, ")
        self.assertContains(self.page("before_asking"), "which you can offer: they spoke of “<bdi>restores</bdi>”")


class GratitudeTests(FavourPageCase):
    def test_every_gift_is_thanked_for_with_one_tap_small_ones_too(self):
        gift = create_exchange(by=self.alice, person=self.person, giver=Side.THEM, size=Size.SMALL)
        for name in ("exchange_thank", "exchange_outcome"):
            address = f'action="{reverse(name, args=[gift.public_id])}"'
            for page in ("person", "person_exchanges"):
                self.assertContains(self.page(page), address)
            self.post(name, gift.public_id)
            for page in ("person", "person_exchanges"):
                self.assertNotContains(self.page(page), address)

    def test_what_is_no_gift_of_theirs_offers_neither(self):
        create_exchange(by=self.alice, person=self.person, giver=Side.THEM, our_work=True)
        create_exchange(by=self.alice, person=self.person, giver=Side.THEM, state=ExchangeState.DECLINED)
        create_exchange(by=self.alice, person=self.person)
        assert Exchange.objects.count() == 3
        for page in ("person", "person_exchanges"):
            self.assertNotContains(self.page(page), "Told what became of it")

    def test_the_list_says_why_its_counts_add_up_to_more(self):
        create_ask(by=self.alice, person=self.person, state=ExchangeState.KEPT)
        self.assertContains(self.page("person_exchanges"), "counted twice: as asked, and as given")

    def test_the_timeline_is_named_for_what_it_holds_and_leads_to_all_favours(self):
        create_exchange(by=self.alice, person=self.person)
        page = self.page()
        self.assertContains(page, "What you logged")
        self.assertNotContains(page, "Everything between you")
        self.assertContains(page, f'href="{reverse("person_exchanges", args=[self.person.public_id])}">All favours')
