"""The pages behind the mails' links: opening one does nothing, posting acts once, and each says how things stand."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from contacts.models import DeliveryChannel, Exchange, FollowUp, Person, User
from contacts.services.contacts import choose_cadence
from contacts.services.exchanges import delete_exchange, move_promise, settle_exchange
from contacts.services.follow_ups import complete_follow_up, dismiss_follow_up, reopen_follow_up
from contacts.services.people import archive, delete_person
from contacts.signed import Action, action_url
from contacts.vocabulary import ClosedHow, ExchangeState, FollowUpKind, FollowUpState, Side
from tests.factories import (
    create_account,
    create_contact,
    create_person,
    create_promise,
    log,
)
from tests.views.mail_worlds import ACTIONS, NOW, TODAY, UNSAID, World, post, rows, said, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield World()


# Opening


def test_opening_shows_a_page_and_changes_nothing(world: World) -> None:
    before = rows()
    for use, url in world.urls().items():
        for method in ("get", "head"):
            response = getattr(stranger(), method)(url)
            assert response.status_code == 200, (use, method)
            assert "Location" not in response
    assert rows() == before


def test_a_signed_out_page_says_a_first_name_and_nothing_else(world: World) -> None:
    log(by=world.alice, person=world.ana, unfinished=True)
    pages = []
    for action in ACTIONS:
        for row in (world.reminder, world.promise):
            url = world.url(action, row)
            pages += [stranger().get(url), post(url, choice="week"), stranger().get(url), post(url, choice="week")]
            assert "Ana" in said(pages[-4])
    for page in pages:
        for words in UNSAID:
            assert words not in page.content.decode(), words


def test_pages_are_kept_nowhere_and_found_by_nobody(world: World) -> None:
    for use, url in world.urls().items():
        for response in (stranger().get(url), post(url), stranger().get(url[:-5] + "AAAA/")):
            assert "no-store" in response["Cache-Control"], use
            assert "noindex" in response["X-Robots-Tag"], use
            assert response["Referrer-Policy"] == "same-origin", use
            assert "noindex" in response.content.decode()


def test_other_methods_are_not_known(world: World) -> None:
    for url in world.urls().values():
        for method in ("put", "patch", "delete"):
            assert getattr(stranger(), method)(url).status_code == 405


@pytest.mark.parametrize(
    ("action", "kind", "asked", "button"),
    [
        ("done", "reminder", "Is it done for Ana?", "Done"),
        ("snooze", "reminder", "When shall Ana come up again?", "A week"),
        ("not_needed", "reminder", "Take Ana off the list?", "Not needed"),
        ("done", "promise", "Did you keep your promise to Ana?", "Kept it"),
        ("snooze", "promise", "By when will Ana have it?", "A week"),
        ("not_needed", "promise", "Drop your promise to Ana?", "Drop it"),
    ],
)
def test_a_page_asks_in_the_words_of_its_kind(world: World, action: Action, kind: str, asked: str, button: str) -> None:
    words = said(stranger().get(world.url(action, getattr(world, kind))))
    assert asked in words
    assert button in words
    assert "Opening this page did nothing yet." in words


def test_the_five_snoozes_are_offered_with_their_days(world: World) -> None:
    words = said(stranger().get(world.url("snooze")))
    for choice in ("Tomorrow Thu 19 Nov", "A week Wed 25 Nov", "Two weeks", "A month", "Three months Thu 18 Feb 2027"):
        assert choice in words


# Acting


def test_done_acts_and_offers_to_log(world: World) -> None:
    response = post(world.url("done"))
    assert response.status_code == 200
    row = FollowUp.objects.get(pk=world.reminder.pk)
    assert (row.state, row.closed_how, row.closed_on) == (FollowUpState.CLOSED, ClosedHow.DONE, TODAY)
    assert "Done: off the list." in said(response)
    assert f'href="/log/?person={world.ana.public_id}&amp;follow_up={row.public_id}"' in response.content.decode()


def test_a_kept_promise_has_nothing_to_log(world: World) -> None:
    response = post(world.url("done", world.promise))
    assert Exchange.objects.get().state == ExchangeState.KEPT
    assert "Kept. It counts in the balance now." in said(response)
    assert "/log/" not in response.content.decode()


def test_snooze_puts_off_and_can_be_chosen_anew(world: World) -> None:
    url = world.url("snooze")
    assert "Ana comes up again on Wed 25 Nov." in said(post(url, choice="week"))
    assert FollowUp.objects.get(pk=world.reminder.pk).snoozed_until == TODAY + timedelta(days=7)
    assert "Put off until Wed 25 Nov." in said(stranger().get(url))
    assert "Fri 18 Dec" in said(post(url, choice="month"))
    assert FollowUp.objects.get(pk=world.reminder.pk).snoozed_until == date(2026, 12, 18)


def test_a_promise_put_off_has_another_day_and_the_link_is_spent(world: World) -> None:
    url = world.url("snooze", world.promise)
    assert "Promised for Wed 25 Nov now." in said(post(url, choice="week"))
    assert Exchange.objects.get().due_on == date(2026, 11, 25)
    again = post(url, choice="month")
    assert "Since that mail went out it was given another day: Ana comes up on Wed 25 Nov." in said(again)
    assert Exchange.objects.get().due_on == date(2026, 11, 25)


@pytest.mark.parametrize("fields", [{}, {"choice": ""}, {"choice": "forever"}, {"choice": "week\x00"}])
def test_a_snooze_without_a_choice_asks_again(world: World, fields: dict[str, str]) -> None:
    before = rows()
    response = post(world.url("snooze"), **fields)
    assert response.status_code == 422
    assert "Choose how long to put it off." in said(response)
    assert rows() == before


def test_not_needed_closes_it(world: World) -> None:
    assert "Not needed: off the list." in said(post(world.url("not_needed")))
    assert FollowUp.objects.get(pk=world.reminder.pk).closed_how == ClosedHow.NOT_NEEDED
    assert "Dropped. Nothing will remind you of it." in said(post(world.url("not_needed", world.promise)))
    assert Exchange.objects.get().state == ExchangeState.DROPPED


def test_a_nudge_that_is_not_needed_asks_once_about_the_cadence(world: World) -> None:
    contact = create_contact(by=world.alice, name="Nora Lindqvist", days_ago=120)
    choose_cadence(by=world.alice, contact=contact, circle=None, own_cadence_days=30)
    for is_first in (True, False):
        nudge = FollowUp.objects.open().get(person=contact.person, kind=FollowUpKind.KEEP_IN_TOUCH)
        response = post(world.url("not_needed", nudge))
        page = response.content.decode()
        assert (f'href="/follow-ups/{nudge.public_id}/cadence/"' in page) is is_first
        assert "Lindqvist" not in page
    client = Client()
    client.force_login(world.alice)
    assert client.get(f"/follow-ups/{nudge.public_id}/cadence/").status_code == 200


def test_a_day_is_the_day_where_the_user_lives(world: World) -> None:
    User.objects.update(time_zone="Pacific/Kiritimati")
    with time_machine.travel("2026-11-18T23:30:00+00:00", tick=False):
        assert "Tomorrow Fri 20 Nov" in said(stranger().get(world.url("snooze")))
        post(world.url("done"))
    assert FollowUp.objects.get(pk=world.reminder.pk).closed_on == date(2026, 11, 19)


def test_the_cookie_of_the_page_and_no_session_is_needed_to_act(world: World) -> None:
    client, url = stranger(csrf=True), world.url("done")
    assert client.post(url).status_code == 403
    page = client.get(url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    assert FollowUp.objects.get(pk=world.reminder.pk).state == FollowUpState.OPEN
    assert client.post(url, {"csrfmiddlewaretoken": token[1]}).status_code == 200
    assert FollowUp.objects.get(pk=world.reminder.pk).state == FollowUpState.CLOSED
    assert set(client.cookies) == {"rapport_csrf"}


def test_whoever_is_signed_in_acts_for_the_account_of_the_mail(world: World) -> None:
    mallory = create_account(email="mallory@example.org")
    client = Client()
    client.force_login(mallory)
    assert "Ferreira" not in client.get(world.url("done")).content.decode()
    client.post(world.url("done"))
    assert FollowUp.objects.get(pk=world.reminder.pk).closed_how == ClosedHow.DONE


# How things stand


def _in_app(verb: Callable[..., Any]) -> Callable[[World], FollowUp]:
    def act(world: World) -> FollowUp:
        verb(by=world.alice, follow_up=world.reminder)
        return world.reminder

    return act


def _settled(state: ExchangeState) -> Callable[[World], FollowUp]:
    def act(world: World) -> FollowUp:
        settle_exchange(by=world.alice, exchange=Exchange.objects.get(), state=state, on=TODAY)
        return world.promise

    return act


def _moved(world: World) -> FollowUp:
    move_promise(by=world.alice, exchange=Exchange.objects.get(), due_on=date(2026, 11, 27))
    return world.promise


def _gone(world: World) -> FollowUp:
    delete_exchange(by=world.alice, exchange=Exchange.objects.get())
    return world.promise


def _archived(world: World) -> FollowUp:
    archive(by=world.alice, person=world.ana)
    return world.reminder


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (_in_app(complete_follow_up), "Ana : marked done on Wed 18 Nov."),
        (_in_app(dismiss_follow_up), "Ana : marked not needed on Wed 18 Nov."),
        (_settled(ExchangeState.KEPT), "Ana : kept on Wed 18 Nov."),
        (_settled(ExchangeState.DROPPED), "Ana : dropped on Wed 18 Nov."),
        (_settled(ExchangeState.DECLINED), "Ana : declined on Wed 18 Nov."),
        (_moved, "Ana comes up on Fri 27 Nov."),
        (_gone, "This is no longer on your list for Ana"),
        (_archived, "This is no longer on your list for Ana"),
    ],
    ids=["done", "not needed", "kept", "dropped", "declined", "moved", "deleted", "archived"],
)
def test_what_was_dealt_with_already_is_said_and_left_alone(
    world: World, since: Callable[[World], FollowUp], told: str
) -> None:
    written_before = {row.pk: {action: world.url(action, row) for action in ACTIONS} for row in FollowUp.objects.all()}
    row = since(world)
    before = rows()
    for action in ACTIONS:
        url = written_before[row.pk][action]
        for response in (stranger().get(url), post(url, choice="week")):
            assert response.status_code == 200
            assert told in said(response)
            assert "So nothing was changed just now." in said(response)
            assert "<form" not in response.content.decode().split("<main")[1].split("</main>")[0].split("toasts")[-1]
    assert rows() == before


def test_what_a_log_answered_is_said(world: World) -> None:
    nora = log(by=world.alice, name="Nora Lindqvist", days_ago=3).contact
    assert nora is not None
    first = FollowUp.objects.get(person=nora.person)
    url = world.url("done", first)
    log(by=world.alice, person=nora.person, learned="sails to Bergen with a brass band every June")
    assert "Nora : what you logged for Wed 18 Nov has answered it." in said(stranger().get(url))


def test_reuse_after_acting_explains(world: World) -> None:
    url = world.url("done")
    post(url)
    for response in (stranger().get(url), post(url)):
        assert "Already dealt with" in said(response)
        assert "marked done on Wed 18 Nov." in said(response)


def test_taken_back_in_the_app_the_same_turn_can_be_dealt_with(world: World) -> None:
    url = world.url("done")
    post(url)
    reopen_follow_up(by=world.alice, follow_up=world.reminder)
    assert "Is it done for Ana?" in said(stranger().get(url))


def test_their_promise_of_another_day_is_another_turn(world: World) -> None:
    bo = create_person(by=world.alice, name="Bo")
    promise = create_promise(by=world.alice, person=bo, giver=Side.THEM, due_in=0)
    url = world.url("not_needed", FollowUp.objects.get(person=bo))
    move_promise(by=world.alice, exchange=promise, due_on=date(2026, 11, 30))
    post(url)
    assert FollowUp.objects.get(person=bo).state == FollowUpState.OPEN


# Links that lead nowhere


def test_an_expired_link_says_so(world: World) -> None:
    urls = world.urls()
    unsubscribing = urls.pop("unsubscribe")
    with time_machine.travel("2026-12-19T09:00:00+00:00", tick=False):
        before = rows()
        for url in urls.values():
            for response in (stranger().get(url), post(url, choice="week")):
                assert response.status_code == 410
                assert "This link has expired" in said(response)
        assert rows() == before
        assert stranger().get(unsubscribing).status_code == 200


def test_a_broken_link_says_so_and_tells_nothing_apart(world: World) -> None:
    nobody = create_account(email="nobody@example.org")
    broken = [url[:-6] + "AAAAA/" for url in world.urls().values()]
    foreign = action_url(
        account=nobody.public_id, follow_up=world.reminder.public_id, action="done", turn="reminder:20261118"
    )
    delete_person(by=world.alice, person=create_person(by=world.alice, name="Gone"))
    before = rows()
    for url in [*broken, foreign, "/mail/done/x/", "/mail/snooze/é:ü:ö/", "/mail/unsubscribe/%00/"]:
        for response in (stranger().get(url), stranger().post(url)):
            assert response.status_code == 404
            assert "This link leads nowhere" in said(response)
    assert rows() == before


def test_a_deleted_person_and_a_closed_account_are_gone(world: World) -> None:
    urls = world.urls()
    delete_person(by=world.alice, person=Person.objects.get())
    for action in ACTIONS:
        assert post(urls[action], choice="week").status_code == 404
    User.objects.update(is_active=False)
    for url in urls.values():
        assert stranger().get(url).status_code == 404


# Pause


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"choice": "week"}, date(2026, 11, 25)),
        ({"choice": "two_weeks"}, date(2026, 12, 2)),
        ({"choice": "month"}, date(2026, 12, 18)),
        ({"until": "2027-01-04"}, date(2027, 1, 4)),
    ],
)
def test_pausing_by_one_of_four_ways_and_going_on(world: World, fields: dict[str, str], until: date) -> None:
    url = world.urls()["pause"]
    response = post(url, **fields)
    assert f"Paused until {until:%a} {until.day} {until:%b}" in said(response)
    assert User.objects.get().paused_until == until
    assert "Paused until" in said(stranger().get(url))
    assert "The digest goes on" in said(post(url, choice="go_on"))
    assert User.objects.get().paused_until is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose how long to pause, or a day."),
        ({"choice": "ages"}, "Choose how long to pause."),
        ({"until": "2026-11-18"}, "That day is not to come."),
        ({"until": "2029-01-01"}, "Pause for a year at most."),
        ({"until": "soon"}, "That is no day."),
    ],
)
def test_a_pause_that_is_none_is_asked_again(world: World, fields: dict[str, str], told: str) -> None:
    response = post(world.urls()["pause"], **fields)
    assert response.status_code == 422
    assert told in said(response)
    assert User.objects.get().paused_until is None


# No more mails


def test_one_click_needs_no_cookie_and_answers_200(world: World) -> None:
    url, client = world.urls()["unsubscribe"], stranger(csrf=True)
    for _twice in range(2):
        response = client.post(url, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert not response.cookies
    assert DeliveryChannel.objects.get().is_on is False
    assert "No more digests by e-mail" in said(response)


def test_one_click_as_a_multipart_form(world: World) -> None:
    assert stranger(csrf=True).post(world.urls()["unsubscribe"], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert DeliveryChannel.objects.get().is_on is False


def test_opening_the_address_asks_first_and_later_says_how_to_turn_them_on_again(world: World) -> None:
    url = world.urls()["unsubscribe"]
    assert "Stop the mails" in said(stranger().get(url))
    assert not DeliveryChannel.objects.exists()
    post(url)
    page = stranger().get(url)
    assert "They are off." in said(page)
    assert "<form" not in page.content.decode().split("<main")[1]
    # Only signed in can they be turned on again.
    assert stranger().get("/settings/digest/").status_code == 302
    assert DeliveryChannel.objects.get().is_on is False
