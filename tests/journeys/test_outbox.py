"""Nothing typed is lost, nothing arrives twice: closed tabs, dead networks, lost answers, ended sessions, sign-out."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from contacts.models import Contact, Interaction, User
from tests.factories import PASSWORD, create_event
from tests.journeys.conftest import Device
from tests.journeys.steps import ANA, on_path, toasts, who, write
from tests.journeys.test_debrief import open_debrief, open_row, press, saved_rows, sums

# All of it happens on the device.
pytestmark = pytest.mark.any_database

KEPT = "Kept on this device"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def type_ana(page: Page) -> None:
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    expect(page.locator("#main [data-kept]")).to_have_text(KEPT)


def kept(page: Page) -> list[dict[str, Any]]:
    """What lies on the device, of all accounts."""
    stored = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('rapport.outbox.')).map(([, value]) => value)"
    )
    return [json.loads(value) for value in stored]


def arrived_once() -> bool:
    rows = list(Interaction.objects.select_related("person"))
    return len(rows) == 1 and (rows[0].person.name, rows[0].talked_about, rows[0].learned) == ANA


@pytest.fixture
def lost(phone: Device) -> Device:
    """A phone on which requests will fail on purpose: htmx says so on the console."""
    phone.watch.expected |= {"htmx:", "net::ERR", "^500 ", "Response Status Error Code 500"}
    return phone


# A closed tab


def test_closed_tab_is_put_back_and_saved_once(phone: Device) -> None:
    page = phone.open("/log/")
    type_ana(page)
    page.close()
    page = phone.open("/log/")
    expect(page.locator("#main [data-kept]")).to_contain_text("put back here")
    expect(who(page)).to_have_value(ANA[0])
    expect(page.get_by_label("Learned about them", exact=True)).to_have_value(ANA[2])
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert kept(page) == []
    assert arrived_once()
    page.goto("/log/")
    expect(who(page)).to_have_value("")


def test_words_typed_before_the_scripts_arrive_are_kept(phone: Device) -> None:
    held: list[Route] = []
    page = phone.open()
    page.route("**/outbox.js", lambda route: held.append(route))
    page.goto("/log/", wait_until="commit")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    with page.expect_event("load"):
        held[0].continue_()
    expect(page.locator("#main [data-kept]")).to_have_text(KEPT)
    expect(page.locator(".verdict-slot")).to_contain_text("Makes Ana a contact.")
    page.unroute("**/outbox.js")
    page.goto("/")
    expect(page.locator("[data-outbox-notice]")).to_contain_text(ANA[0])


def test_closed_debrief_is_put_back_row_by_row(phone: Device, alice: User) -> None:
    event = create_event(by=alice)
    page = open_debrief(phone, event)
    write(open_row(page), name="Bo", talked="the new ferry")
    page.locator("#rows > li").nth(1).locator("details.drow > summary").click()
    write(open_row(page), name=ANA[0], talked=ANA[1], learned=ANA[2])
    expect(page.locator("[data-unsent-count]")).to_have_text("2 not yet sent")
    page.close()

    page = open_debrief(phone, event)
    expect(page.locator("[data-unsent-count]")).to_have_text("2 not yet sent")
    assert Interaction.objects.count() == 0
    page.get_by_role("link", name="Done").click()
    on_path(page, rf"/events/{event.public_id}/")
    assert set(Interaction.objects.values_list("person__name", flat=True)) == {"Bo", ANA[0]}
    assert Interaction.objects.count() == 2
    assert kept(page) == []


def test_unsent_entry_is_told_on_today_and_opened_again(phone: Device) -> None:
    page = phone.open("/log/")
    type_ana(page)
    page.goto("/")
    notice = page.locator("[data-outbox-notice]")
    expect(notice).to_contain_text("Kept on this device, not yet sent")
    expect(notice).to_contain_text(ANA[0])
    expect(notice.locator("[data-expiring]")).to_be_hidden()
    notice.get_by_role("link", name="Open").click()
    on_path(page, "/log/")
    expect(who(page)).to_have_value(ANA[0])
    page.goto("/")
    notice.get_by_role("button", name="Discard").click()
    expect(notice).to_be_hidden()
    assert kept(page) == []


@pytest.mark.parametrize(("days", "says"), [(4.5, ""), (5.5, "deleted then"), (7.5, None)])
def test_entry_expires_after_seven_days_and_says_so_from_the_fifth(
    days: float, says: str | None, phone: Device
) -> None:
    page = phone.open("/log/")
    type_ana(page)
    page.goto("/people/")
    page.evaluate(
        """days => { for (const key of Object.keys(localStorage)) if (key.startsWith("rapport.outbox.")) {
            const entry = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({...entry, at: entry.at - days * 24 * 60 * 60 * 1000}));
        } }""",
        days,
    )
    page.goto("/")
    notice = page.locator("[data-outbox-notice]")
    if says is None:
        expect(notice).to_be_hidden()
        assert kept(page) == []
    else:
        expect(notice).to_be_visible()
        expiring = notice.locator("[data-expiring]")
        expect(expiring).to_be_visible() if says else expect(expiring).to_be_hidden()


# A dead network, a server in trouble


def test_dead_network_keeps_the_text_and_sends_it_once_it_is_back(lost: Device, eventually: Callable[..., Any]) -> None:
    page = lost.open("/log/")
    type_ana(page)
    lost.context.set_offline(True)
    save(page)
    expect(toasts(page)).to_contain_text("The server cannot be reached. Kept on this device")
    expect(page.get_by_label("Learned about them", exact=True)).to_have_value(ANA[2])
    assert Interaction.objects.count() == 0
    lost.context.set_offline(False)
    eventually(arrived_once)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.goto("/")
    expect(page.locator("[data-outbox-notice]")).to_be_hidden()
    assert kept(page) == []
    assert arrived_once()


def test_rows_of_a_debrief_wait_for_the_network(lost: Device, alice: User, eventually: Callable[..., Any]) -> None:
    page = open_debrief(lost, create_event(by=alice))
    lost.context.set_offline(True)
    rows = page.locator("#rows > li")
    for number, name in enumerate(("Bo", "Kari")):
        write(rows.nth(number), name=name, talked="the new ferry")
        press(rows.nth(number))
        expect(toasts(page)).to_contain_text("The server cannot be reached.")
        expect(rows.nth(number).locator("[data-row-verdict]")).to_have_text("Kept on this device, not yet sent")
        # The entry waits; the next person does not.
        expect(who(rows.nth(number + 1))).to_be_focused()
        said, field = toasts(page).bounding_box(), who(rows.nth(number + 1)).bounding_box()
        assert said and field and said["y"] + said["height"] < field["y"]
    expect(page.locator("[data-unsent-count]")).to_have_text("2 not yet sent")
    third = open_row(page)
    write(third, name="Siri", talked="the old ferry")
    third.get_by_label("Learned about them", exact=True).focus()
    lost.context.set_offline(False)
    expect(saved_rows(page)).to_have_count(2)
    # Whoever is being written about stays in hand, and nobody says any longer that something waits.
    expect(rows.nth(2).get_by_label("Learned about them", exact=True)).to_be_focused()
    expect(toasts(page)).to_be_empty()
    expect(page.locator("[data-unsent-count]")).to_have_text("1 not yet sent")
    press(rows.nth(2))
    expect(saved_rows(page)).to_have_count(3)
    expect(sums(page)).to_contain_text("3 people")
    expect(page.locator("[data-unsent-count]")).to_have_text("")
    assert sorted(Interaction.objects.values_list("person__name", flat=True)) == ["Bo", "Kari", "Siri"]


@pytest.mark.parametrize("trouble", ["answers 500", "is stopped"])
def test_server_in_trouble_keeps_the_text(trouble: str, lost: Device) -> None:
    def fail(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif trouble == "is stopped":
            route.abort("connectionrefused")
        else:
            route.fulfill(status=500, body="<h1>Server Error (500)</h1>")

    page = lost.open("/log/")
    type_ana(page)
    page.route("**/log/", fail)
    save(page)
    expect(toasts(page)).to_contain_text("The server cannot be reached. Kept on this device")
    expect(who(page)).to_have_value(ANA[0])
    page.unroute("**/log/")
    assert Interaction.objects.count() == 0
    # Any later page sends it.
    page.goto("/people/")
    expect(toasts(page)).to_contain_text("An entry that waited on this device is saved.")
    assert arrived_once()
    assert kept(page) == []


def test_lost_answer_does_not_make_a_second_entry(lost: Device) -> None:
    """The server has it, the phone does not know: sent again, it is the same entry."""
    page = lost.open("/log/")
    type_ana(page)

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/log/", lose_the_answer)
    save(page)
    expect(toasts(page)).to_contain_text("The server cannot be reached.")
    page.unroute("**/log/")
    assert arrived_once()
    page.goto("/")
    expect(toasts(page)).to_contain_text("An entry that waited on this device is saved.")
    assert arrived_once()
    assert Contact.objects.count() == 1


def test_late_suggestion_does_not_touch_an_entry_that_waits(lost: Device) -> None:
    """Saved, the answer lost: a slow type-ahead that finds the new person by then leaves the entry as it is."""
    page = lost.open("/log/")
    held: list[Route] = []
    page.route("**/people/suggest/**", lambda route: held.append(route))
    with page.expect_request("**/people/suggest/**"):
        type_ana(page)

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/log/", lose_the_answer)
    save(page)
    expect(toasts(page)).to_contain_text("The server cannot be reached.")
    assert arrived_once()
    with page.expect_response("**/people/suggest/**") as suggested:
        held[0].continue_()
    assert "Ana Ferreira" in suggested.value.text()
    page.unroute_all()
    page.goto("/")
    expect(toasts(page)).to_contain_text("An entry that waited on this device is saved.")
    assert arrived_once()


def test_storage_that_is_full_is_said_and_saving_still_works(phone: Device) -> None:
    phone.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
    page = phone.open("/log/")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    expect(page.locator("#main [data-kept]")).to_contain_text("This browser keeps nothing on the device")
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert arrived_once()


# An expired session, signing out, somebody else


def sign_in(page: Page, account: User) -> None:
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_expired_session_loses_nothing(phone: Device, alice: User, eventually: Callable[..., Any]) -> None:
    page = phone.open("/log/")
    type_ana(page)
    phone.lose_session()
    phone.watch.expected |= {"^403 ", "htmx:"}
    save(page)
    on_path(page, r"/accounts/login/\?next=/log/")
    assert Interaction.objects.count() == 0
    sign_in(page, alice)
    on_path(page, "/log/")
    eventually(arrived_once)
    eventually(lambda: kept(page) == [])
    page.goto("/")
    expect(page.locator("[data-outbox-notice]")).to_be_hidden()
    assert arrived_once()


def test_expired_session_does_not_take_the_page_away_in_the_middle_of_a_word(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    phone.lose_session()
    with page.expect_response("**/people/suggest/**"), page.expect_response("**/log/verdict/**") as judged:
        type_ana(page)
    assert judged.value.headers["hx-redirect"].startswith("/accounts/login/")
    save(page)
    on_path(page, r"/accounts/login/\?next=/log/")
    sign_in(page, alice)
    on_path(page, "/log/")
    expect(toasts(page)).to_contain_text("An entry that waited on this device is saved.")
    assert arrived_once()


def sign_out(page: Page) -> None:
    page.goto("/more/")
    page.get_by_role("button", name="Sign out").click()


def test_signing_out_asks_and_sends(phone: Device) -> None:
    page = phone.open("/log/")
    type_ana(page)
    sign_out(page)
    dialog = page.get_by_role("dialog", name="Some entries were not sent yet")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Send them, then sign out").click()
    on_path(page, "/accounts/login/")
    assert arrived_once()
    assert kept(page) == []


def test_signing_out_asks_and_discards(phone: Device) -> None:
    page = phone.open("/log/")
    type_ana(page)
    sign_out(page)
    page.keyboard.press("Escape")
    on_path(page, "/more/")
    sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name="Discard them").click()
    on_path(page, "/accounts/login/")
    assert kept(page) == []
    assert not Interaction.objects.exists()


def test_kept_entries_are_seen_and_sent_by_their_own_account_alone(phone: Device, alice: User, mallory: User) -> None:
    page = phone.open("/log/")
    type_ana(page)
    sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name="Keep them here").click()
    on_path(page, "/accounts/login/")
    assert len(kept(page)) == 1

    sign_in(page, mallory)
    on_path(page, "/")
    expect(page.locator("[data-outbox-notice]")).to_be_hidden()
    page.goto("/log/")
    expect(who(page)).to_have_value("")
    sign_out(page)
    on_path(page, "/accounts/login/")
    assert not Interaction.objects.exists()

    sign_in(page, alice)
    on_path(page, "/")
    page.locator("[data-outbox-notice]").get_by_role("button", name="Send now").click()
    expect(toasts(page)).to_contain_text("An entry that waited on this device is saved.")
    assert arrived_once()
    assert Interaction.objects.get().person.owner == alice
