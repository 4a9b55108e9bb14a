"""`manage.py demo`: a believable network, brought in by the services, once, and sound."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client, TestCase
from django.urls import reverse
from pytest_django import Settings

from contacts.models import Contact, Event, Exchange, FollowUp, Handle, Interaction, Mute, Offer, Person, Standing, User
from contacts.models.accounts import DEMO_EMAIL
from contacts.queries.today import due_entries
from contacts.services.events import delete_event
from contacts.vocabulary import Category, Depth, ExchangeState, FollowUpKind, Missing, Reason, Side, Size, Source
from tests.factories import create_account, today_of

# Greek, Cyrillic, Hebrew, Arabic, Thai, Hangul, Han
SCRIPTS = (
    "\u0370-\u03ff",
    "\u0400-\u04ff",
    "\u0590-\u05ff",
    "\u0600-\u06ff",
    "\u0e00-\u0e7f",
    "가-힣",
    "\u4e00-\u9fff",
)


def demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def rows() -> dict[type[Model], list[tuple[object, ...]]]:
    """Everything the product holds, but accounts: their passwords are made anew."""
    models = [model for model in apps.get_app_config("contacts").get_models() if model is not User]
    return {model: list(model._base_manager.order_by("pk").values_list()) for model in models}


def test_prints_a_password_that_signs_in_anew_each_time(db: None) -> None:
    passwords = [re.search(r"with the password (\S+)$", demo().strip()) for _ in range(2)]
    first, second = (found.group(1) for found in passwords if found)
    assert first != second
    old, new = Client(), Client()
    old.post(reverse("account_login"), {"login": DEMO_EMAIL, "password": first})
    new.post(reverse("account_login"), {"login": DEMO_EMAIL, "password": second})
    assert "_auth_user_id" not in old.session
    assert "_auth_user_id" in new.session


def test_fills_an_account_that_exists_and_touches_nothing_in_it(db: None) -> None:
    demo()
    alice = create_account(time_zone="Pacific/Auckland")
    password = alice.password
    assert "password" not in demo("--email", "Alice@Example.org")
    alice.refresh_from_db()
    assert alice.password == password
    theirs, ours = (Person.objects.owned_by(one).count() for one in (User.objects.get(email=DEMO_EMAIL), alice))
    assert theirs == ours
    with pytest.raises(CommandError, match="There is no account"):
        demo("--email", "nobody@example.org")


def test_sends_no_mail_to_an_address_that_nobody_has(db: None, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org"
    demo()
    assert User.objects.get(email=DEMO_EMAIL).digest_days == ""


class TheNetworkTests(TestCase):
    """One network for all of these; each takes back what it does to it."""

    account: User

    @classmethod
    def setUpTestData(cls) -> None:
        demo()
        cls.account = User.objects.get(email=DEMO_EMAIL)

    def test_twice_is_once(self) -> None:
        before = rows()
        assert "nothing was changed" in demo()
        assert rows() == before

    def test_comes_back_on_no_later_day_and_after_no_deletion(self) -> None:
        delete_event(by=self.account, event=Event.objects.owned_by(self.account).earliest("happened_on"))
        Person.objects.owned_by(self.account).filter(name="Bo Ek").delete()
        assert "nothing was changed" in demo()
        assert not Person.objects.filter(name="Bo Ek").exists()

    def test_fresh_begins_again(self) -> None:
        Person.objects.owned_by(self.account).filter(name="Bo Ek").delete()
        assert "The example network is in." in demo("--fresh")
        assert Person.objects.filter(name="Bo Ek").count() == 1
        assert User.objects.filter(email=DEMO_EMAIL).count() == 1

    def test_leaves_the_stored_facts_sound(self) -> None:
        out = StringIO()
        call_command("audit", stdout=out)
        assert "All stored facts hold." in out.getvalue()

    def test_is_believable(self) -> None:
        people = Person.objects.owned_by(self.account)
        today = today_of(self.account)
        assert 24 <= people.count() <= 30
        assert set(people.values_list("source", flat=True)) == {Source.DEMO}
        days = Interaction.objects.owned_by(self.account).values_list("happened_on", flat=True)
        assert timedelta(days=1000) < today - min(days) < timedelta(days=3 * 366)
        assert max(days) < today
        names = "".join(people.values_list("name", flat=True))
        for script in (
            "\u0370-\u03ff",
            "\u0400-\u04ff",
            "\u0590-\u05ff",
            "\u0600-\u06ff",
            "\u0e00-\u0e7f",
            "\u4e00-\u9fff",
        ):
            assert re.search(f"[{script}]", names)
        assert all(handle.value.endswith(".example") for handle in Handle.objects.filter(kind="email"))

    def test_has_a_debrief_begun_yesterday_evening(self) -> None:
        evening = Event.objects.owned_by(self.account).get(happened_on=today_of(self.account) - timedelta(days=1))
        told = Interaction.objects.filter(event=evening)
        assert told.filter(person__contact__founded_on__event=evening).count() >= 4
        assert told.filter(unfinished=True).count() == 1
        assert told.filter(depth=Depth.HELLO).count() == 1
        missing = [reason for row in told.filter(meaningful=False) for reason in row.missing]
        assert {Missing.COPIED, Missing.LEARNED, Missing.HELLO, Missing.UNFINISHED} <= set(missing)

    def test_has_exchanges_of_every_kind(self) -> None:
        exchanges = Exchange.objects.owned_by(self.account)
        for giver in Side:
            for size in Size:
                assert exchanges.filter(giver=giver, size=size).exists()
            for state in (ExchangeState.KEPT, ExchangeState.DECLINED):
                assert exchanges.filter(giver=giver, asked=True, state=state).exists()
            assert exchanges.filter(giver=giver, state=ExchangeState.PROMISED).exists()
        assert set(exchanges.values_list("category", flat=True)) == {*Category.values, ""}
        assert exchanges.filter(state=ExchangeState.OPEN).exists()
        assert exchanges.filter(our_work=True).exists()
        assert exchanges.filter(thanked_on__isnull=False).exists()
        assert exchanges.filter(outcome_told_on__isnull=False).exists()
        assert (
            exchanges.filter(state=ExchangeState.PROMISED, giver=Side.ME, due_on__lt=today_of(self.account)).count()
            == 1
        )

    def test_one_is_written_to_only_when_something_is_needed_and_one_only_asks(self) -> None:
        flagged = Standing.objects.filter(contact__person__owner=self.account, ask_only_since__isnull=False).get()
        assert flagged.contact.person.also_known_as == "Dami"
        assert len(flagged.ask_only_asks) == 3
        only_asks = Standing.objects.filter(contact__person__owner=self.account, they_ask_only_since__isnull=False)
        assert {row.contact.person.name for row in only_asks} == {"Torbjørn Hagerup", "Nguyễn Thị Minh Châu"}
        muted = Mute.objects.get(owner=self.account)
        assert (muted.person.name, muted.rule) == ("Nguyễn Thị Minh Châu", Reason.THEIR_ASKS)
        assert muted.because

    def test_has_something_due_today_late_and_this_week(self) -> None:
        today = today_of(self.account)
        waiting = FollowUp.objects.owned_by(self.account).open()
        assert waiting.filter(due_on=today).exists()
        assert waiting.filter(due_on__lt=today).exists()
        assert waiting.filter(due_on__gt=today, due_on__lte=today + timedelta(days=7)).exists()
        assert waiting.filter(snoozed_until__gt=today).exists()
        assert {row.kind for row in waiting} == set(FollowUpKind)
        assert 3 <= len(due_entries(self.account, today)) <= 12

    def test_has_something_to_give(self) -> None:
        kinds = Offer.objects.filter(owner=self.account).values_list("category", flat=True)
        assert sorted(kinds) == sorted(Category.values)

    def test_every_contact_was_founded_by_what_the_notes_say(self) -> None:
        founders = Interaction.objects.filter(founded__in=Contact.objects.filter(person__owner=self.account))
        assert founders.count() == Person.objects.owned_by(self.account).contacts().count() >= 20
        assert all(row.meaningful and row.talked_about and row.learned for row in founders)
