"""Undo on the answer of a mail's link: it takes back what this very link did, for an hour, and nothing else."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine

from contacts.models import Exchange, FollowUp
from contacts.services.contacts import choose_cadence
from contacts.services.exchanges import reopen_exchange, settle_exchange
from contacts.services.follow_ups import dismiss_follow_up, reopen_follow_up
from contacts.signed import Action, ActionLink
from contacts.views import mail_links
from contacts.vocabulary import ExchangeState, FollowUpKind, Side, Size
from tests.factories import create_contact, create_exchange
from tests.views.mail_worlds import ACTIONS, NOW, TODAY, UNSAID, World, post, rows, said, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield World()


def undo_of(response: Any) -> str:
    """The address that the answer's Undo posts to."""
    found = re.search(r'<form method="post" action="(/mail/undo/[^"]+)"', response.content.decode())
    assert found is not None
    return found[1]


def told(model: Any) -> list[Any]:
    """What a follow-up or a favour says, but for how often it was touched."""
    left_out = {"id", "version", "updated_at", "released_on"}
    fields = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
    return list(model._base_manager.order_by("pk").values(*fields))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("kind", ["reminder", "promise"])
def test_what_a_link_did_is_taken_back(world: World, action: Action, kind: str) -> None:
    url = world.url(action, getattr(world, kind))
    before = (told(FollowUp), told(Exchange))
    undo = undo_of(post(url, choice="week"))
    assert (told(FollowUp), told(Exchange)) != before
    left = rows()
    assert "Take back what you just did for Ana ?" in said(stranger().get(undo))
    assert rows() == left
    answer = post(undo)
    assert answer.status_code == 200
    assert "Taken back." in said(answer) and "Ana" in said(answer)
    assert (told(FollowUp), told(Exchange)) == before
    assert "Opening this page did nothing yet." in said(stranger().get(url)), "the link serves again"


@pytest.mark.parametrize("kind", ["thank", "outcome"])
def test_thanks_and_outcomes_are_taken_off_the_favour(world: World, kind: str) -> None:
    contact = create_contact(by=world.alice, name="Bo", days_ago=90)
    create_exchange(by=world.alice, person=contact.person, giver=Side.THEM, asked=True, size=Size.LARGE, days_ago=40)
    before = (told(FollowUp), told(Exchange))
    undo = undo_of(post(world.url("done", FollowUp.objects.get(person=contact.person, kind=kind))))
    assert (told(FollowUp), told(Exchange)) != before
    post(undo)
    assert (told(FollowUp), told(Exchange)) == before


def test_a_nudge_is_taken_back_and_its_next_turn_goes(world: World) -> None:
    contact = create_contact(by=world.alice, name="Nora", days_ago=120)
    choose_cadence(by=world.alice, contact=contact, circle=None, own_cadence_days=30)
    nudge = FollowUp.objects.open().get(person=contact.person, kind=FollowUpKind.KEEP_IN_TOUCH)
    post(undo_of(post(world.url("done", nudge))))
    assert FollowUp.objects.open().get(person=contact.person, kind=FollowUpKind.KEEP_IN_TOUCH) == nudge


def test_a_snooze_over_a_snooze_is_taken_back_to_the_first(world: World) -> None:
    post(world.url("snooze"), choice="month")
    for action in ACTIONS:
        post(undo_of(post(world.url(action), choice="week")))
        assert FollowUp.objects.get(pk=world.reminder.pk).snoozed_until == date(2026, 12, 18)


def test_twice_taken_back_is_once(world: World) -> None:
    undo = undo_of(post(world.url("done", world.promise)))
    post(undo)
    before = rows()
    assert "Nothing to take back" in said(stranger().get(undo))
    assert post(undo).status_code == 422
    assert rows() == before


def test_only_what_this_very_link_did_is_taken_back(world: World) -> None:
    done = undo_of(post(world.url("done")))
    kept = undo_of(post(world.url("done", world.promise)))
    reopen_follow_up(by=world.alice, follow_up=world.reminder)
    dismiss_follow_up(by=world.alice, follow_up=world.reminder)
    reopen_exchange(by=world.alice, exchange=Exchange.objects.get())
    settle_exchange(by=world.alice, exchange=Exchange.objects.get(), state=ExchangeState.KEPT, on=TODAY)
    before = rows()
    for undo in (done, kept):
        for response in (stranger().get(undo), post(undo)):
            assert "Nothing to take back" in said(response)
            assert "something else was done for Ana since" in said(response)
    assert rows() == before


def test_a_link_that_came_too_late_by_a_moment_claims_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody closed it between the look and the lock: the page says how it stands, and offers no undo of theirs."""
    look = mail_links.find_linked

    def look_and_wait(link: ActionLink) -> Any:
        found = look(link)
        dismiss_follow_up(by=world.alice, follow_up=world.reminder)
        return found

    monkeypatch.setattr(mail_links, "find_linked", look_and_wait)
    response = post(world.url("done"))
    assert "Ana : marked not needed on Wed 18 Nov." in said(response)
    assert "/mail/undo/" not in response.content.decode()


def test_an_undo_works_for_an_hour(world: World) -> None:
    undo = undo_of(post(world.url("done")))
    before = rows()
    with time_machine.travel("2026-11-18T10:00:01+00:00", tick=False):
        for response in (stranger().get(undo), post(undo)):
            assert response.status_code == 410
            assert "an undo for an hour" in said(response)
    assert rows() == before


def test_an_undo_is_as_quiet_as_its_page_and_needs_its_cookie(world: World) -> None:
    undo = undo_of(post(world.url("not_needed", world.promise)))
    assert stranger(csrf=True).post(undo).status_code == 403
    for response in (stranger().get(undo), post(undo), stranger().get(undo)):
        assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
        for words in UNSAID:
            assert words not in response.content.decode(), words
