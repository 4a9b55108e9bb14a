"""The debrief: twelve people on one phone screen, each saved by itself, counted by the server."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from contacts.models import Contact, Event, Interaction, Person, User
from tests.factories import create_contact, create_event, create_person
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path, who, write

FACTS = (
    "moved to Leeds, mother ill",
    "restores wooden boats with a sister",
    "quit Google, pregnant",
    "daughter starts school in Bergen",
    "learning Finnish for the new job",
    "keeps bees on the roof",
    "writes a book on lighthouses",
    "runs the choir of the seamen's church",
)


def open_debrief(device: Device, event: Event) -> Page:
    return device.open(f"/events/{event.public_id}/debrief/")


def open_row(page: Page) -> Locator:
    return page.locator("#rows details[open]:not(.is-saved) form")


def press(row: Locator, button: str = "Next person") -> None:
    row.get_by_role("button", name=button).click()


def saved_rows(page: Page) -> Locator:
    return page.locator("#rows details.is-saved")


def sums(page: Page) -> Locator:
    return page.locator("#debrief-sums")


def test_twelve_people_each_saved_by_itself(phone: Device, alice: User) -> None:
    for name in ("Dag Aas", "Siri Moe"):
        create_contact(by=alice, name=name, days_ago=90)
    page = phone.open("/events/")
    page.get_by_role("link", name="Name an event").first.click()
    page.get_by_label("Name", exact=False).first.fill("Oslo Platform Day")
    page.get_by_role("button", name="Go on to the people").click()
    on_path(page, r"/events/[-0-9a-f]+/debrief/")
    expect(page.locator("#rows > li")).to_have_count(12)

    for number, fact in enumerate(FACTS):
        write(open_row(page), name=f"Guest {number}", talked=f"the harbour plan, part {number}", learned=fact)
        press(open_row(page))
        expect(saved_rows(page)).to_have_count(number + 1)
        assert Interaction.objects.count() == 2 + number + 1
        # The next row stands ready, its first field under the thumbs.
        expect(who(open_row(page))).to_be_focused()
    expect(sums(page)).to_contain_text("8 new contacts")

    write(open_row(page), name="Bo")
    press(open_row(page), "Just a hello")
    expect(saved_rows(page)).to_have_count(9)
    write(open_row(page), name="Kari", talked="tides")
    press(open_row(page), "Finish tonight")
    expect(saved_rows(page)).to_have_count(10)
    for number, name in enumerate(("Dag Aas", "Siri Moe")):
        write(open_row(page), name=name)
        open_row(page).get_by_role("option", name=name).first.click()
        write(open_row(page), talked="the new ferry")
        press(open_row(page))
        expect(saved_rows(page)).to_have_count(11 + number)

    expect(sums(page)).to_contain_text("12 people")
    expect(sums(page)).to_contain_text("8 new contacts, 2 at the door, 2 you knew")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    event = Event.objects.get()
    assert Interaction.objects.filter(event=event).count() == 12
    assert Contact.objects.count() == 10
    page.reload()
    expect(saved_rows(page)).to_have_count(12)
    expect(sums(page)).to_contain_text("8 new contacts, 2 at the door, 2 you knew")
    # A thirteenth fits, too.
    page.get_by_role("link", name="More rows").click()
    write(open_row(page), name="One more", talked="the way home", learned="cycles to work across the bridge")
    page.get_by_role("link", name="Done").click()
    on_path(page, rf"/events/{event.public_id}/")
    assert Interaction.objects.filter(event=event, person__name="One more").exists()


def test_double_tap_is_one_entry(phone: Device, alice: User) -> None:
    page = open_debrief(phone, create_event(by=alice))
    write(open_row(page), name="Ana", talked="her talk on tides", learned="moved to Leeds, mother ill")
    open_row(page).get_by_role("button", name="Next person").dblclick()
    expect(saved_rows(page)).to_have_count(1)
    expect(sums(page)).to_contain_text("1 new contact")
    assert Interaction.objects.count() == 1
    assert Person.objects.count() == 1


def test_row_says_what_is_missing_and_is_put_right(phone: Device, alice: User) -> None:
    page = open_debrief(phone, create_event(by=alice))
    write(open_row(page), talked="her talk on tides")
    press(open_row(page))
    expect(open_row(page).locator(".field-error")).to_contain_text("Say who it was.")
    expect(open_row(page).get_by_label("Talked about", exact=True)).to_have_value("her talk on tides")
    write(open_row(page), name="Ana")
    press(open_row(page))
    expect(sums(page)).to_contain_text("1 at the door")

    # Opened again, the saved row is a form; more words make a contact.
    saved_rows(page).first.locator("summary").click()
    write(open_row(page), learned="moved to Leeds, mother ill")
    press(open_row(page))
    expect(sums(page)).to_contain_text("1 new contact")
    expect(saved_rows(page).first).to_contain_text("A new contact")
    assert Interaction.objects.count() == 1


def test_two_tabs_on_the_same_entry(phone: Device, alice: User) -> None:
    event = create_event(by=alice)
    page = open_debrief(phone, event)
    write(open_row(page), name="Ana", talked="her talk on tides", learned="moved to Leeds, mother ill")
    press(open_row(page))
    expect(saved_rows(page)).to_have_count(1)
    row = Interaction.objects.get()
    mine, theirs = (phone.open(f"/interactions/{row.public_id}/edit/") for _tab in range(2))
    write(theirs, learned="moved to Leeds, mother well again")
    theirs.get_by_role("button", name="Save", exact=True).click()
    on_path(theirs, r"/interactions/[-0-9a-f]+/logged/")

    write(mine, learned="moved to York, mother ill")
    mine.get_by_role("button", name="Save", exact=True).click()
    conflict = mine.get_by_role("region", name="This entry was changed meanwhile")
    expect(conflict).to_contain_text("moved to York, mother ill")
    expect(conflict).to_contain_text("moved to Leeds, mother well again")
    row.refresh_from_db()
    assert row.learned == "moved to Leeds, mother well again"
    mine.get_by_role("button", name="Save", exact=True).click()
    on_path(mine, r"/interactions/[-0-9a-f]+/logged/")
    row.refresh_from_db()
    assert row.learned == "moved to York, mother ill"


def test_debrief_works_without_a_script(device: Callable[..., Device], alice: User) -> None:
    event = create_event(by=alice)
    create_person(by=alice, name="Bo")
    page = open_debrief(device(alice, java_script_enabled=False), event)
    write(open_row(page), name="Ana", talked="her talk on tides", learned="moved to Leeds, mother ill")
    press(open_row(page))
    on_path(page, rf"/events/{event.public_id}/debrief/#next")
    expect(sums(page)).to_contain_text("1 new contact")
    # A name that is somebody's already is asked about on a page of its own.
    write(open_row(page), name="Bo", talked="the new ferry")
    press(open_row(page), "Just a hello")
    page.get_by_role("group", name="Whom do you mean?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Just a hello").click()
    on_path(page, rf"/events/{event.public_id}/debrief/#next")
    expect(sums(page)).to_contain_text("1 new contact, 1 at the door")
    page.get_by_role("link", name="More rows").click()
    expect(page).to_have_url(re.compile("rows=24"))
    expect(page.locator("#rows > li")).to_have_count(24)
    assert Person.objects.count() == 2
