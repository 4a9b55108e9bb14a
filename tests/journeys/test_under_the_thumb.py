"""Forms under a finger: what is pressed stays where it is, and what is said or unfolded stands clear of the bars."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from contacts.models import Interaction, User
from tests.factories import create_contact, create_event, create_interaction, create_person
from tests.journeys.conftest import DESK, PHONE, Device
from tests.journeys.steps import on_path, verdict, who, write
from tests.journeys.test_debrief import open_debrief, open_row, saved_rows

# All of it happens on the device.
pytestmark = pytest.mark.any_database

LOW = {**PHONE, "viewport": {"width": 390, "height": 664}}


def place(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press_where_it_was_seen(page: Page, button: Locator) -> None:
    """Aim, then press: unlike ``click``, which would follow a button that moves."""
    x, y = place(button)
    if page.evaluate("matchMedia('(pointer: coarse)').matches || navigator.maxTouchPoints > 0"):
        page.touchscreen.tap(x, y)
    else:
        page.mouse.click(x, y)


def is_clear(page: Page, *elements: Locator) -> bool:
    """Whether the elements lie wholly in the window and nothing lies over them."""
    return all(
        element.evaluate(
            """one => {
                const {left, top, right, bottom} = one.getBoundingClientRect();
                const at = y => document.elementFromPoint((left + right) / 2, y);
                return top >= 0 && bottom <= innerHeight && one.contains(at(top + 3)) && one.contains(at(bottom - 3));
            }"""
        )
        for element in elements
    )


# What is pressed stays where it is


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("known", ["", "Zed"], ids=["new", "known"])
def test_first_press_after_a_name_saves_the_row(
    known: str, screen: dict[str, Any], device: Callable[..., Device], alice: User
) -> None:
    if known:
        create_person(by=alice, name=known, organisation="The Harbour Trust of Western Norway and the Isles")
    page = open_debrief(device(alice, **screen), create_event(by=alice))
    button = open_row(page).get_by_role("button", name="Just a hello")
    who(open_row(page)).press_sequentially("Zed")
    expect(page.get_by_role("option").first).to_be_visible()
    button.evaluate("button => button.scrollIntoView({block: 'center'})")
    press_where_it_was_seen(page, button)
    expect(saved_rows(page)).to_have_count(1)
    assert Interaction.objects.get().person.name == "Zed"


def test_first_press_after_a_name_saves_the_log(device: Callable[..., Device], alice: User) -> None:
    page = device(alice, **DESK).open("/log/")
    who(page).press_sequentially("Zed")
    expect(page.get_by_role("option").first).to_be_visible()
    press_where_it_was_seen(page, page.get_by_role("button", name="Just a hello"))
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert Interaction.objects.get().person.name == "Zed"


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_verdict_has_its_place_from_the_start(
    screen: dict[str, Any], device: Callable[..., Device], alice: User
) -> None:
    page = open_debrief(device(alice, **screen), create_event(by=alice))
    button = open_row(page).get_by_role("button", name="Finish tonight")
    before = place(button)
    write(open_row(page), name="Zed", talked="the new ferry")
    expect(verdict(open_row(page))).to_contain_text("At the door for now")
    assert place(button) == before


# What is said and unfolded stands clear of the bars


def test_what_is_wrong_is_seen_above_the_bar_of_the_log(device: Callable[..., Device], alice: User) -> None:
    page = device(alice, **LOW).open("/log/")
    write(page, name="Zed", talked="the new ferry")
    page.get_by_role("checkbox", name="I promised").check()
    page.get_by_role("textbox", name="I promised").fill("send the tide tables")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Save", exact=True).click()
    field, said = page.locator("[name=i_promised_on]"), page.locator("#id_i_promised_on_error")
    expect(field).to_be_focused()
    assert is_clear(page, field, said)


def test_what_is_wrong_is_seen_where_an_entry_is_finished(device: Callable[..., Device], alice: User) -> None:
    row = create_interaction(by=alice)
    page = device(alice, **LOW).open(f"/interactions/{row.public_id}/edit/")
    page.get_by_text("Day, how it went, circle, private").click()
    page.locator("[name=happened_on]").fill("2126-01-01")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Save", exact=True).click()
    field, said = page.locator("[name=happened_on]"), page.locator("#id_happened_on_error")
    expect(field).to_be_focused()
    assert is_clear(page, field, said)


def test_what_is_wrong_is_seen_on_a_page_that_comes_back(device: Callable[..., Device], alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira")
    page = device(alice, **LOW).open(f"/people/{contact.person.public_id}/edit/")
    page.locator("[name$=-value]").last.fill("+47 22 33 44 55")
    page.get_by_role("button", name="Save", exact=True).last.click()
    field = page.locator("[aria-invalid=true]")
    expect(field).to_be_focused()
    said = page.get_by_text("This looks like a phone number. Choose phone as its kind")
    assert is_clear(page, field, said)


def test_what_a_chip_unfolds_is_seen_above_the_bar(device: Callable[..., Device], alice: User) -> None:
    page = device(alice, **LOW).open("/log/")
    for chip in ("I gave", "They promised"):
        page.get_by_role("checkbox", name=chip).check()
        assert is_clear(page, page.get_by_role("textbox", name=chip))


# Where one begins


def test_a_fresh_log_begins_with_the_name(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira")
    page = phone.open("/log/")
    expect(who(page)).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert page.evaluate("scrollY") == 0
    page.keyboard.type("Bo")
    page.get_by_role("button", name="Just a hello").click()
    page.get_by_role("link", name="Log another").click()
    on_path(page, "/log/")
    expect(who(page)).to_be_focused()
    page.goto(f"/log/?person={contact.person.public_id}")
    expect(who(page)).not_to_be_focused()
