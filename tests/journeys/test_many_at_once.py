"""Many people at once in a browser: chosen on a phone with the keyboard alone, asked about, done and undone."""

from playwright.sync_api import Page, expect

from contacts.models import PersonTag, User
from tests.factories import create_person
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path, toasts

COVERED = """() => document.activeElement.getBoundingClientRect().bottom >
  document.querySelector("[data-bulk]").getBoundingClientRect().top"""


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_all_that_match_are_tagged_on_a_phone_by_keyboard_alone(phone: Device, alice: User) -> None:
    for number in range(60):
        create_person(by=alice, name=f"Person {number:02}")
    page = phone.open("/people/?show=door")
    first = page.get_by_role("checkbox", name="Choose Person 00")
    first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="1 chosen")).to_be_visible()
    for _row in range(8):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED)
    everybody = page.get_by_role("checkbox", name="All 60 that match")
    everybody.focus()
    page.keyboard.press("Space")
    expect(first).to_be_disabled()
    assert fits(page)
    page.keyboard.press("Tab")
    focused = page.locator("[data-bulk] button:focus")
    expect(focused).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Enter")
    on_path(page, r"/people/bulk/")
    expect(page.locator("main")).to_contain_text("60 people:")
    assert fits(page)
    page.locator("#id_tag_name").focus()
    page.keyboard.type("sailing")
    page.keyboard.press("Enter")
    on_path(page, r"/people/\?show=door.*")
    expect(toasts(page)).to_contain_text("60 people carry “sailing” now.")
    assert PersonTag.objects.count() == 60
    toasts(page).get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("Undone for 60 people.")
    assert PersonTag.objects.count() == 0
