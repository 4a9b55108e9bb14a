"""The small scripts in a real browser: keys, menus, dialogs, toasts, the time zone, and htmx as it is set up."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.look.urls")]


@pytest.fixture
def alice(client: Client) -> User:
    user = User.objects.create_user("alice@example.org", "quiet-lanterns-42")
    client.force_login(user)
    return user


@pytest.fixture
def parts(alice: User, client: Client, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The page with every moving part, signed in as alice. A refusal by the content security policy fails the test."""
    context = browser.new_context(base_url=live_server.url, timezone_id="Europe/Oslo")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    refusals: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refusals.append(message.text)

    page.on("console", note)
    page.goto("/parts/?say")
    yield page
    context.close()
    assert refusals == []


def test_l_goes_to_the_log_but_not_while_writing(parts: Page) -> None:
    field = parts.get_by_label("Find a person")
    field.press("l")
    expect(field).to_have_value("l")
    parts.locator("h1").click()
    parts.keyboard.press("Control+l")
    expect(parts).to_have_url(re.compile("/parts/"))
    parts.keyboard.press("l")
    expect(parts).to_have_url(re.compile("/log/$"))


def test_slash_goes_to_the_search_field(parts: Page) -> None:
    parts.keyboard.press("/")
    expect(parts.get_by_label("Find a person")).to_be_focused()
    expect(parts.get_by_label("Find a person")).to_have_value("")


def test_single_keys_can_be_switched_off(parts: Page) -> None:
    User.objects.update(has_shortcuts=False)
    parts.reload()
    parts.keyboard.press("l")
    parts.keyboard.press("/")
    expect(parts).to_have_url(re.compile("/parts/"))
    expect(parts.get_by_label("Find a person")).not_to_be_focused()


def test_menu_closes_on_escape_and_on_a_click_elsewhere(parts: Page) -> None:
    menu, opener = parts.locator("#menu"), parts.locator("#menu > summary")
    opener.click()
    expect(menu).to_have_attribute("open", "")
    parts.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(opener).to_be_focused()
    opener.click()
    parts.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_dialog_opens_and_closes(parts: Page) -> None:
    parts.get_by_text("Ask", exact=True).click()
    dialog = parts.get_by_role("dialog")
    expect(dialog).to_be_visible()
    parts.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()
    expect(parts).to_have_url(re.compile(r"/parts/\?say$"))


def test_toast_closes_and_its_undo_posts(parts: Page) -> None:
    toast = parts.get_by_role("status")
    parts.goto("/parts/?say")
    toast.get_by_role("button", name="Close").click()
    expect(toast.locator(".toast-line")).to_have_count(0)
    parts.goto("/parts/?say")
    toast.get_by_role("button", name="Undo").click()
    expect(parts.locator("body")).to_have_text("POST /undone/")


def test_second_tap_on_a_button_sends_nothing(parts: Page) -> None:
    sent = parts.get_by_role("button", name="Undo").evaluate(
        """button => {
            let sent = 0;
            addEventListener("submit", (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); });
            button.click();
            button.click();
            return sent;
        }"""
    )
    assert sent == 1


def test_hidden_field_learns_the_browsers_time_zone(parts: Page) -> None:
    expect(parts.locator("[name=browser_time_zone]")).to_have_value("Europe/Oslo")


def test_refused_form_is_swapped_in_with_the_token_sent_along(parts: Page) -> None:
    parts.get_by_role("button", name="Save").click()
    expect(parts.locator("#late")).to_have_text("Say what you learned")


def test_lost_request_is_said_and_changes_nothing(parts: Page) -> None:
    parts.route("**/refused/", lambda route: route.abort())
    parts.get_by_role("button", name="Save").click()
    expect(parts.get_by_role("status")).to_contain_text("That did not get through.")
    expect(parts.locator("#late")).to_have_text("The text before")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_page_fits_its_window_and_log_stays_in_reach(parts: Page, width: int) -> None:
    parts.set_viewport_size({"width": width, "height": 800})
    for body_class in ("", "focused"):
        parts.evaluate("value => document.body.className = value", body_class)
        assert parts.evaluate("document.documentElement.scrollWidth") <= width
        log = parts.get_by_role("link", name="Log")
        expect(log).to_be_in_viewport()
        box = log.bounding_box()
        assert box
        assert box["height"] >= 44


def test_fold_is_closed_on_a_phone_and_open_where_there_is_room(parts: Page) -> None:
    parts.set_viewport_size({"width": 390, "height": 800})
    expect(parts.get_by_text("Folded")).to_be_hidden()
    parts.get_by_text("Last talk, open, balance").click()
    expect(parts.get_by_text("Folded")).to_be_visible()
    parts.reload()
    parts.set_viewport_size({"width": 1280, "height": 800})
    expect(parts.get_by_text("Folded")).to_be_visible()
    expect(parts.get_by_text("Last talk, open, balance")).to_be_hidden()
