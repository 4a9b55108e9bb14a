"""What waits on a device when its event, its entry or its account is gone: read again, or it leaves nothing behind."""

import json
import time

import pytest
from playwright.sync_api import Page, expect

from contacts.models import Interaction, User
from contacts.services.events import delete_event
from contacts.services.interactions import delete_interaction
from tests.factories import PASSWORD, create_event, log
from tests.journeys.conftest import Device
from tests.journeys.steps import ANA, on_path, toasts, who, write
from tests.journeys.test_debrief import open_debrief, open_row
from tests.journeys.test_outbox import KEPT, arrived_once, kept, save, type_ana

# All of it happens on the device.
pytestmark = pytest.mark.any_database

ENTRY = {"key": "k", "action": "/log/", "page": "/log/", "fields": [["name", "Bo"]], "name": "Bo", "state": "draft"}


def put(page: Page, account: str, *, days_ago: float = 0) -> None:
    """An entry as the outbox keeps it, of that account."""
    entry = json.dumps({**ENTRY, "at": (time.time() - days_ago * 86400) * 1000})
    page.evaluate("([key, entry]) => localStorage.setItem(key, entry)", [f"rapport.outbox.{account}.k", entry])


def names(page: Page) -> list[str]:
    return sorted(name for name in page.evaluate("Object.keys(localStorage)") if name.startswith("rapport.outbox."))


def open_what_waits(page: Page) -> None:
    page.locator("[data-outbox-notice]").get_by_role("link", name="Open").click()
    on_path(page, "/log/")
    expect(who(page)).to_have_value(ANA[0])
    expect(page.get_by_label("Talked about", exact=True)).to_have_value(ANA[1])
    expect(page.get_by_label("Learned about them", exact=True)).to_have_value(ANA[2])
    expect(page.locator("#main [data-kept]")).to_contain_text("put back here")


@pytest.mark.parametrize("is_sent_first", [True, False], ids=["sent in vain", "opened at once"])
def test_row_of_a_deleted_event_is_read_again_on_the_log(is_sent_first: bool, phone: Device, alice: User) -> None:
    event = create_event(by=alice)
    page = open_debrief(phone, event)
    write(open_row(page), name=ANA[0], talked=ANA[1], learned=ANA[2])
    expect(page.locator("[data-unsent-count]")).to_have_text("1 not yet sent")
    delete_event(by=alice, event=event)
    phone.watch.expected.add("^404 ")
    page.goto("/")
    if is_sent_first:
        notice = page.locator("[data-outbox-notice]")
        notice.get_by_role("button", name="Send now").click()
        expect(notice).to_contain_text("needs a word from you")
        assert not Interaction.objects.exists()
    open_what_waits(page)
    assert len(kept(page)) == 1
    page.reload()
    expect(who(page)).to_have_value(ANA[0])
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert kept(page) == []
    assert arrived_once()


def test_words_for_an_entry_that_was_deleted_become_a_new_one(phone: Device, alice: User) -> None:
    row = log(by=alice, name=ANA[0], talked_about="first words", learned="", unfinished=True).interaction
    page = phone.open(f"/interactions/{row.public_id}/edit/")
    write(page, talked=ANA[1], learned=ANA[2])
    expect(page.locator("#main [data-kept]")).to_have_text(KEPT)
    delete_interaction(by=alice, interaction=row)
    phone.watch.expected.add("^404 ")
    page.goto("/")
    open_what_waits(page)
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert kept(page) == []
    new = Interaction.objects.get()
    assert new.entry_key != row.entry_key
    assert (new.person, new.talked_about, new.learned) == (row.person, ANA[1], ANA[2])


def test_another_house_at_the_same_address_shows_nothing(phone: Device, alice: User) -> None:
    """Both houses count their accounts from one; entries go by an id that no two houses share."""
    page = phone.open("/people/")
    put(page, str(alice.pk))
    put(page, "0b9f5e0c-7a53-4c9e-8d0e-6f4a2f4a1b11")
    page.goto("/")
    expect(page.locator("[data-outbox-notice]")).to_be_hidden()
    page.goto("/log/")
    expect(who(page)).to_have_value("")
    type_ana(page)
    assert f"rapport.outbox.{alice.public_id}." in "".join(names(page))


def test_entries_of_whoever_never_comes_back_expire_as_well(phone: Device) -> None:
    page = phone.open("/people/")
    put(page, "somebody", days_ago=7.5)
    put(page, "somebody else", days_ago=6.5)
    page.goto("/")
    expect(page.locator("[data-outbox-notice]")).to_be_hidden()
    assert names(page) == ["rapport.outbox.somebody else.k"]


def test_an_account_that_is_to_be_deleted_keeps_its_entries_while_it_can_be_kept(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    write(page, name="Bo", talked="the new ferry")
    expect(page.locator("#main [data-kept]")).to_have_text(KEPT)
    page.goto("/settings/delete-account/")
    page.get_by_label("Password").fill("not it")
    delete = page.get_by_role("button", name="Delete the account in 7 days")
    delete.click()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Password").fill(PASSWORD)
    delete.click()
    expect(page.locator("section").get_by_role("button", name="Keep my account")).to_be_visible()
    assert [entry["name"] for entry in kept(page)] == ["Bo"]
    page.locator("section").get_by_role("button", name="Keep my account").click()
    expect(toasts(page)).to_be_visible()
    alice.refresh_from_db()
    assert alice.closes_at is None
    assert [entry["name"] for entry in kept(page)] == ["Bo"]
