"""The settings in a browser: circles made to fit and taken back, merged without a script, a rule muted by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from contacts.models import Circle, Contact, Mute, User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from tests.factories import create_contact
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path, toasts


@pytest.fixture
def monthly(alice: User) -> Circle:
    """Alice's circle with five contacts, who ask for more than one nudge a week."""
    circle = Circle.objects.get(owner=alice, name="Monthly")
    for name in ("Ana", "Ben", "Cleo", "Dan", "Eve"):
        create_contact(by=alice, name=name, circle=circle)
    change_numbers(by=alice, numbers=Numbers(nudges_a_week=1))
    return circle


def tab_to(page: Page, name: str) -> None:
    """Move the focus on until it is on the control that begins with these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        words = page.evaluate(
            """() => {
                const one = document.activeElement;
                return [one.labels?.[0]?.innerText ?? one.innerText ?? "", getComputedStyle(one).outlineStyle];
            }"""
        )
        if words[0].strip().startswith(name):
            assert words[1] != "none", f"{name} does not show its focus"
            return
    raise AssertionError(f"no way to {name} by keyboard")


def test_circles_are_made_to_fit_and_that_is_taken_back(phone: Device, monthly: Circle) -> None:
    page = phone.open("/settings/circles/")
    expect(page.get_by_text("Your circles ask for 1.2 nudges a week; your budget is 1.")).to_be_visible()
    page.get_by_role("link", name="Make them fit").click()
    on_path(page, "/settings/circles/stretch/")
    page.get_by_role("button", name="Take these").click()
    on_path(page, "/settings/circles/")
    expect(toasts(page)).to_contain_text("The circles have their new cadences.")
    monthly.refresh_from_db()
    assert monthly.cadence_days == 42
    toasts(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_text("monthly, 5 contacts")).to_be_visible()
    monthly.refresh_from_db()
    assert monthly.cadence_days == 30


def test_a_number_of_days_is_asked_for_only_where_it_counts(phone: Device, monthly: Circle) -> None:
    page = phone.open(f"/settings/circles/{monthly.public_id}/")
    days = page.get_by_label("Every so many days")
    expect(days).to_be_hidden()
    page.get_by_label("How often").select_option("other")
    expect(days).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Say how many days, from 1 to 3650.")).to_be_visible()
    days.fill("10")
    page.get_by_role("button", name="Save").click()
    on_path(page, "/settings/circles/")
    expect(page.get_by_text("every 10 days, 5 contacts")).to_be_visible()


def test_circles_merge_without_a_script(device: Callable[..., Device], alice: User, monthly: Circle) -> None:
    page = device(alice, java_script_enabled=False).open(f"/settings/circles/{monthly.public_id}/")
    page.get_by_role("link", name="Merge into another").click()
    expect(page.get_by_text("5 contacts move")).to_be_visible()
    page.get_by_label("Into").select_option(label="Quarterly")
    page.get_by_role("button", name="Merge").click()
    on_path(page, "/settings/circles/")
    expect(toasts(page)).to_contain_text("5 contacts moved from “Monthly” to “Quarterly”.")
    assert Contact.objects.filter(circle__name="Quarterly").count() == 5


def test_keyboard_alone_mutes_and_unmutes(phone: Device, alice: User) -> None:
    page = phone.open("/settings/mutes/")
    tab_to(page, "What not to hear of")
    page.keyboard.type("keep")
    tab_to(page, "Mute")
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("Muted for everybody: keep in touch.")
    assert Mute.objects.get().rule == "E-35"
    tab_to(page, "Unmute")
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("No longer muted: keep in touch.")
    expect(page.get_by_role("heading", name="Nothing is muted")).to_be_visible()


def test_keyboard_alone_adds_and_deletes_an_offer(phone: Device, alice: User) -> None:
    page = phone.open("/settings/offers/")
    tab_to(page, "What you can give")
    page.keyboard.type("a boat for a day")
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("It is on your list.")
    tab_to(page, "Delete")
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("It is off your list.")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="a boat for a day")).to_be_visible()
