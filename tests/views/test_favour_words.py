"""A favour says the same of itself on its own page, in the list and once it is settled; its buttons are verbs."""

from django.urls import reverse

from contacts.models import Exchange
from contacts.vocabulary import ExchangeState, Side
from tests.factories import create_ask, create_contact, create_exchange, create_promise
from tests.views.worlds import CastTestCase

OPEN = ExchangeState.OPEN


class FavourWordsTests(CastTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ana = create_contact(by=self.alice, name="Ana", days_ago=400).person

    def page_of(self, favour: Exchange) -> str:
        return self.client.get(reverse("exchange_edit", args=[favour.public_id])).content.decode()

    def test_its_page_says_where_it_stands_as_the_list_does(self) -> None:
        told = {"by": self.alice, "person": self.ana}
        for favour, says, outcome in (
            (create_ask(**told, state=ExchangeState.KEPT), "You asked Ana", "Ana did it."),
            (create_ask(**told), "You asked Ana", "No answer yet."),
            (create_exchange(**told, asked=True, state=ExchangeState.DECLINED), "Ana asked you", "You declined."),
            (create_exchange(**told), "You gave", ""),
            (create_promise(**told), "You promised Ana", ""),
        ):
            listed = self.client.get(reverse("person_exchanges", args=[self.ana.public_id])).content.decode()
            assert f"<bdi>{f'{says}. {outcome}'.strip()}</bdi>" in self.page_of(favour)
            assert f"<bdi>{says}: {favour.what}</bdi>" in listed
            assert not outcome or f"<bdi>{outcome}</bdi>" in listed

    def test_its_button_is_a_verb_and_what_follows_says_how_it_ended(self) -> None:
        told = {"by": self.alice, "person": self.ana}
        for favour, verb, said in (
            (create_ask(**told), "Granted", "Ana did it. It counts"),
            (create_promise(**told), "Kept it", "Kept. It counts"),
            (create_promise(**told, giver=Side.THEM), "It came", "Kept. It counts"),
            (create_exchange(**told, asked=True, state=OPEN), "I did it", "You did it. It counts"),
            (create_exchange(**told, giver=Side.THEM, state=OPEN), "They did it", "Ana gave. It counts"),
        ):
            assert f'value="kept">{verb}' in self.page_of(favour)
            address = reverse("exchange_settle", args=[favour.public_id])
            assert said in self.client.post(address, {"state": "kept"}, follow=True).content.decode()
