"""Each constraint twice: it says its sentence before a row is written, and stops one written all the same."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from contacts.models import (
    Circle,
    Contact,
    Delivery,
    DeliveryChannel,
    Duplicate,
    Event,
    Exchange,
    ExchangeMention,
    FollowUp,
    Forgotten,
    Handle,
    ImportantDate,
    Interaction,
    Message,
    Mute,
    NotSame,
    Offer,
    Person,
    PersonTag,
    Tag,
    User,
)
from contacts.vocabulary import (
    Channel,
    ChannelKind,
    ClosedHow,
    DateKind,
    DeliveryKind,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    HandleKind,
    MentionKind,
    Reason,
    Side,
    StartedBy,
)
from tests.factories import create_account, create_contact, create_interaction, create_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


class World:
    """What the broken rows hang on."""

    def __init__(self) -> None:
        self.alice = create_account()
        self.ana = create_person(by=self.alice)
        self.hello = create_interaction(by=self.alice, person=self.ana, depth=Depth.HELLO)

    def interaction(self, **broken: Any) -> Interaction:
        whole = {"happened_on": DAY, "talked_about": "tides", "learned": "sails every week", "meaningful": True}
        return Interaction(person=self.ana, **{**whole, **broken})

    def exchange(self, **broken: Any) -> Exchange:
        whole = {"giver": Side.ME, "what": "two names", "state": ExchangeState.OPEN, "opened_on": DAY}
        return Exchange(person=self.ana, **{**whole, **broken})

    def follow_up(self, **broken: Any) -> FollowUp:
        whole = {"reason": Reason.OWN_DAY, "kind": FollowUpKind.REMINDER, "source_key": "reminder:1", "due_on": DAY}
        return FollowUp(person=self.ana, **{**whole, **broken})

    def contact(self, **broken: Any) -> Contact:
        """One that the log made, taken out to be put in anew."""
        founder = create_contact(by=self.alice, name="Bo Berg").founded_on
        Contact.objects.filter(person=founder.person).delete()
        return Contact(person=founder.person, founded_on=founder, **broken)

    def important_date(self, **broken: Any) -> ImportantDate:
        whole = {"kind": DateKind.BIRTHDAY, "month": 2, "day": 29}
        return ImportantDate(person=self.ana, **{**whole, **broken})

    def pair(self, model: type[models.Model], **broken: Any) -> models.Model:
        """Ana and somebody else, the one with the smaller key first."""
        if not hasattr(self, "twin"):
            self.twin = create_person(by=self.alice, name="Ana Lima")
        whole = {"one": self.ana, "other": self.twin}
        return model(**{**whole, **({"likeness": 60} if model is Duplicate else {}), **broken})

    def tag(self, name: str = "sailing") -> Tag:
        return Tag(owner=self.alice, name=name, folded="sailing")

    def person_tag(self) -> PersonTag:
        return PersonTag(person=self.ana, tag=Tag.objects.get_or_create(owner=self.alice, name="x", folded="x")[0])

    def message(self, **more: Any) -> Message:
        at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        whole = {"author": Side.ME, "at": at, "text": "Hi", "source_key": "a" * 64}
        return Message(interaction=self.hello, **{**whole, **more})

    def after(self, first: models.Model, second: models.Model) -> models.Model:
        """``second``, with ``first`` in the table already."""
        first.save()
        return second


BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)

Case = Callable[[World], models.Model]
BROKEN: dict[str, list[Case]] = {
    "contacts_user_email_is_lower_case": [lambda w: User(email="Ana@Example.org", password="x")],
    "contacts_person_has_a_name": [lambda w: Person(owner=w.alice, name="")],
    "contacts_handle_once_per_person": [
        lambda w: w.after(
            Handle(person=w.ana, kind=HandleKind.EMAIL, value="ana@x.org", normal_value="ana@x.org"),
            Handle(person=w.ana, kind=HandleKind.EMAIL, value="ANA@x.org", normal_value="ana@x.org"),
        )
    ],
    **{
        f"contacts_{model.__name__.lower()}_{what}": cases
        for model in (NotSame, Duplicate)
        for what, cases in {
            "once": [lambda w, model=model: w.after(w.pair(model), w.pair(model))],
            "in_order": [
                lambda w, model=model: w.pair(model, other=w.ana),
                lambda w, model=model: w.pair(model, one=create_person(by=w.alice), other=w.ana),
            ],
        }.items()
    },
    "contacts_circle_name_is_unique": [lambda w: Circle(owner=w.alice, name="Monthly")],
    "contacts_event_has_a_name": [lambda w: Event(owner=w.alice, name="", happened_on=DAY)],
    "contacts_interaction_meaningful_says_something": [
        lambda w: w.interaction(talked_about=""),
        lambda w: w.interaction(learned=""),
        lambda w: w.interaction(unfinished=True),
        lambda w: w.interaction(depth=Depth.HELLO),
        lambda w: w.interaction(channel=Channel.LETTER, started_by=StartedBy.ME, they_took_part=False),
    ],
    "contacts_interaction_live_is_two_sided": [
        lambda w: w.interaction(channel=Channel.IN_PERSON, they_took_part=False, meaningful=False),
        lambda w: w.interaction(channel=Channel.PHONE, they_took_part=False, meaningful=False),
        lambda w: w.interaction(channel=Channel.VIDEO, they_took_part=False, meaningful=False),
    ],
    "contacts_interaction_day_is_not_ancient": [
        lambda w: w.interaction(happened_on=date(1799, 12, 31)),
        lambda w: w.interaction(happened_on=date(1, 1, 1)),
    ],
    "contacts_exchange_says_what": [lambda w: w.exchange(what="")],
    "contacts_exchange_promise_has_a_day": [lambda w: w.exchange(state=ExchangeState.PROMISED)],
    "contacts_exchange_due_after_made": [
        lambda w: w.exchange(state=ExchangeState.PROMISED, due_on=BEFORE),
        lambda w: w.exchange(due_on=BEFORE),
    ],
    "contacts_exchange_settled_has_a_day": [
        lambda w: w.exchange(state=ExchangeState.KEPT),
        lambda w: w.exchange(state=ExchangeState.DECLINED),
        lambda w: w.exchange(state=ExchangeState.DROPPED),
        lambda w: w.exchange(state=ExchangeState.OPEN, settled_on=DAY),
        lambda w: w.exchange(state=ExchangeState.PROMISED, due_on=AFTER, settled_on=DAY),
    ],
    "contacts_exchange_settled_after_opened": [lambda w: w.exchange(state=ExchangeState.KEPT, settled_on=BEFORE)],
    "contacts_exchangemention_once": [
        lambda w: w.after(
            _mention(w, exchange := _kept(w)),
            _mention(w, exchange),
        )
    ],
    "contacts_followup_planned_once": [lambda w: w.after(w.follow_up(), w.follow_up(due_on=AFTER))],
    "contacts_followup_closed_says_how": [
        lambda w: w.follow_up(state=FollowUpState.CLOSED),
        lambda w: w.follow_up(state=FollowUpState.CLOSED, closed_on=DAY),
        lambda w: w.follow_up(state=FollowUpState.CLOSED, closed_how=ClosedHow.DONE),
        lambda w: w.follow_up(closed_on=DAY),
        lambda w: w.follow_up(closed_how=ClosedHow.DONE),
    ],
    "contacts_followup_has_a_source": [lambda w: w.follow_up(source_key="")],
    "contacts_delivery_one_morning_a_channel": [
        lambda w: w.after(
            Delivery(account=w.alice, kind=DeliveryKind.MORNING, local_day=DAY),
            Delivery(account=w.alice, kind=DeliveryKind.MORNING, local_day=DAY),
        )
    ],
    "contacts_contact_wakes_from_a_rest": [lambda w: w.contact(resting_until=DAY)],
    "contacts_importantdate_is_in_the_calendar": [
        lambda w: w.important_date(month=0),
        lambda w: w.important_date(month=13),
        lambda w: w.important_date(day=0),
        lambda w: w.important_date(month=2, day=30),
        lambda w: w.important_date(month=4, day=31),
        lambda w: w.important_date(month=12, day=32),
    ],
    "contacts_mute_once_for_the_account": [
        lambda w: w.after(Mute(owner=w.alice, rule=Reason.DATE), Mute(owner=w.alice, rule=Reason.DATE))
    ],
    "contacts_mute_once_for_a_person": [
        lambda w: w.after(
            Mute(owner=w.alice, person=w.ana, rule=Reason.DATE), Mute(owner=w.alice, person=w.ana, rule=Reason.DATE)
        )
    ],
    "contacts_tag_name_is_unique": [lambda w: w.after(w.tag(), w.tag("Sailing"))],
    "contacts_tag_has_a_name": [lambda w: w.tag("")],
    "contacts_persontag_once": [lambda w: w.after(w.person_tag(), w.person_tag())],
    "contacts_message_once": [lambda w: w.after(w.message(), w.message(text="Hi again"))],
    "contacts_forgotten_once": [
        lambda w: w.after(
            Forgotten(owner=w.alice, person=w.ana, digest="a" * 64),
            Forgotten(owner=w.alice, person=w.ana, digest="a" * 64),
        )
    ],
    "contacts_offer_stands_once": [
        lambda w: w.after(Offer(owner=w.alice, what="read a CV"), Offer(owner=w.alice, what="read a CV"))
    ],
    "contacts_offer_says_what": [lambda w: Offer(owner=w.alice, what="")],
    "contacts_deliverychannel_one_a_kind": [
        lambda w: w.after(
            DeliveryChannel(account=w.alice, kind=ChannelKind.EMAIL),
            DeliveryChannel(account=w.alice, kind=ChannelKind.EMAIL, is_on=False),
        )
    ],
    "contacts_deliverychannel_webhook_has_address": [
        lambda w: DeliveryChannel(account=w.alice, kind=ChannelKind.WEBHOOK)
    ],
}


def _kept(world: World) -> Exchange:
    exchange = world.exchange()
    exchange.save()
    return exchange


def _mention(world: World, exchange: Exchange) -> ExchangeMention:
    return ExchangeMention(exchange=exchange, interaction=world.hello, kind=MentionKind.MADE)


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    tables = apps.get_app_config("contacts").get_models()
    return {constraint.name: (table, constraint) for table in tables for constraint in table._meta.constraints}


CASES = [pytest.param(name, case, id=f"{name}-{n}") for name, cases in BROKEN.items() for n, case in enumerate(cases)]


def test_every_constraint_has_a_case() -> None:
    assert set(BROKEN) == set(constraints())


@pytest.mark.parametrize("name", sorted(constraints()))
def test_is_named_after_its_table_and_says_a_sentence(name: str) -> None:
    table, constraint = constraints()[name]
    assert name.startswith(f"contacts_{table._meta.model_name}_")
    sentence = str(constraint.violation_error_message)
    assert sentence != str(constraint.default_violation_error_message)
    assert sentence.endswith(".") and "!" not in sentence


@pytest.mark.parametrize(("name", "case"), CASES)
def test_says_its_sentence_before_the_row_is_written(name: str, case: Case) -> None:
    row = case(World())
    sentence = str(constraints()[name][1].violation_error_message)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence in refusal.value.messages
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    # An empty required field is named by the field itself; its constraint then has nothing to add.
    assert sentence in refusal.value.messages or "This field cannot be blank." in refusal.value.messages


@pytest.mark.parametrize(("name", "case"), CASES)
def test_stops_the_row_that_is_written_all_the_same(name: str, case: Case) -> None:
    row = case(World())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_lets_the_whole_row_pass(name: str) -> None:
    """The same rows without the fault are taken: the cases above fail for their one reason."""
    world = World()
    whole: list[models.Model] = [
        User(email="ana@example.org", password="x"),
        Person(owner=world.alice, name="Ben"),
        Circle(owner=world.alice, name="Rowing"),
        Event(owner=world.alice, name="Dinner", happened_on=DAY),
        world.interaction(),
        world.interaction(channel=Channel.LETTER, started_by=StartedBy.ME, they_took_part=False, meaningful=False),
        world.interaction(happened_on=date(1800, 1, 1)),
        world.exchange(),
        world.exchange(state=ExchangeState.PROMISED, due_on=DAY),
        world.exchange(state=ExchangeState.KEPT, settled_on=DAY),
        world.follow_up(),
        world.follow_up(source_key="2", state=FollowUpState.CLOSED, closed_on=DAY, closed_how=ClosedHow.DONE),
        Delivery(account=world.alice, kind=DeliveryKind.MORNING, local_day=DAY),
        Delivery(account=world.alice, kind=DeliveryKind.ASKED, local_day=DAY),
        Delivery(account=world.alice, kind=DeliveryKind.ASKED, local_day=DAY),
        Delivery(account=world.alice, kind=DeliveryKind.MORNING, local_day=AFTER),
        Delivery(account=world.alice, kind=DeliveryKind.MORNING, local_day=DAY, channel=ChannelKind.WEBHOOK),
        world.contact(resting_since=DAY, resting_until=AFTER),
        world.important_date(),
        world.important_date(month=12, day=31),
        Mute(owner=world.alice, rule=Reason.DATE),
        Mute(owner=world.alice, rule=Reason.GRATITUDE),
        Mute(owner=world.alice, person=world.ana, rule=Reason.DATE),
        Forgotten(owner=world.alice, digest="a" * 64),
        world.tag(),
        world.person_tag(),
        world.message(),
        world.message(source_key="b" * 64),
        world.pair(NotSame),
        world.pair(Duplicate),
        Offer(owner=world.alice, what="read a CV"),
        Offer(owner=create_account(email="bo@example.org"), what="read a CV"),
        DeliveryChannel(account=world.alice, kind=ChannelKind.EMAIL),
        DeliveryChannel(account=world.alice, kind=ChannelKind.WEBHOOK, is_on=False),
    ]
    for row in whole:
        if isinstance(row, constraints()[name][0]):
            row.validate_constraints()
            row.save()
