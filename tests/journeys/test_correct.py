"""Putting things right in a browser: edit, delete and undo, the wrong Anna, and a founder that cannot simply go."""

import re

from playwright.sync_api import Locator, Page, expect

from contacts.models import Contact, Interaction, Person, User
from tests.factories import create_contact, create_exchange, create_person, log
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path, toasts, who, write


def entries(page: Page) -> Locator:
    return page.locator("#timeline article")


def choose(item: Locator, words: str) -> None:
    """One line of the menu in an entry's corner."""
    item.locator("details.menu > summary").click()
    item.get_by_text(words, exact=True).click()


def second_talk(alice: User, contact: Contact) -> Interaction:
    return log(
        by=alice, person=contact.person, talked_about="the new ferry", learned="sold the blue Saab, regrets it"
    ).interaction


def test_edit_delete_and_undo(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=20)
    second_talk(alice, contact)
    page = phone.open(f"/people/{contact.person.public_id}/")
    choose(entries(page).first, "Edit")
    on_path(page, r"/interactions/[-0-9a-f]+/edit/")
    write(page, learned="sold the blue Saab, bought it back")
    page.get_by_role("button", name="Save", exact=True).click()
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.get_by_role("link", name="Ana’s page").click()
    on_path(page, r"/people/[-0-9a-f]+/")
    expect(entries(page).first).to_contain_text("bought it back")

    choose(entries(page).first, "Delete")
    expect(toasts(page)).to_contain_text("The entry with Ana Ferreira is deleted.")
    expect(entries(page)).to_have_count(1)
    toasts(page).get_by_role("button", name="Undo").click()
    expect(toasts(page)).to_contain_text("The entry is back.")
    expect(entries(page)).to_have_count(2)


def test_delete_a_person_and_restore_from_deleted(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira")
    page = phone.open(f"/people/{contact.person.public_id}/delete/")
    page.get_by_role("button", name="Delete").click()
    on_path(page, "/people/")
    expect(toasts(page)).to_contain_text("You can undo this for 30 days.")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    page.goto("/more/")
    page.get_by_role("link", name="Deleted").click()
    expect(page.get_by_text("30 days left")).to_be_visible()
    page.get_by_role("button", name=re.compile("Restore.*Ana Ferreira")).click()
    expect(page.get_by_role("heading", name="Nothing is waiting here")).to_be_visible()
    page.goto("/people/")
    expect(page.get_by_role("link", name="Ana Ferreira")).to_be_visible()
    assert Contact.objects.filter(person__name="Ana Ferreira").exists()


def test_entry_logged_on_the_wrong_anna_moves_with_its_favours(phone: Device, alice: User) -> None:
    wrong = create_contact(by=alice, name="Anna Berg", days_ago=20)
    right = create_person(by=alice, name="Anna Lund", organisation="Tide Office")
    row = second_talk(alice, wrong)
    create_exchange(by=alice, person=wrong.person, what="a lift to the station")
    page = phone.open(f"/log/?person={wrong.person.public_id}")
    write(page, talked="the night train", learned="knits on the night train, writes a thesis on moss")
    page.get_by_role("checkbox", name="I promised").check()
    page.get_by_role("textbox", name="I promised").fill("the moss atlas")
    page.locator("[name=i_promised_on]").fill(row.happened_on.isoformat())
    page.get_by_role("button", name="Save", exact=True).click()
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.goto(f"/people/{wrong.person.public_id}/")
    choose(entries(page).filter(has_text="the night train"), "Logged on the wrong person")
    on_path(page, r"/interactions/[-0-9a-f]+/move/")
    expect(page.get_by_text("These go along, because they came up only here")).to_be_visible()
    expect(page.locator("main")).to_contain_text("the moss atlas")
    expect(page.locator("main")).not_to_contain_text("a lift to the station")
    who(page).fill("Anna Lund")
    page.get_by_role("option", name="Anna Lund Tide Office").click()
    page.get_by_role("button", name="Move it").click()
    on_path(page, rf"/people/{right.public_id}/")
    expect(toasts(page)).to_contain_text("The entry is with Anna Lund now.")
    expect(page.locator("main")).to_contain_text("the moss atlas")
    assert Contact.objects.filter(person=right).exists()
    assert set(wrong.person.exchanges.values_list("what", flat=True)) == {"a lift to the station"}


def test_founder_goes_after_founding_on_another(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=20)
    other = second_talk(alice, contact)
    page = phone.open(f"/people/{contact.person.public_id}/")
    choose(entries(page).last, "Delete")
    on_path(page, r"/interactions/[-0-9a-f]+/refound/\?then=delete")
    page.get_by_role("radio", name="the new ferry").check()
    page.get_by_role("button", name="Do this").click()
    on_path(page, r"/people/[-0-9a-f]+/")
    expect(entries(page)).to_have_count(1)
    contact.refresh_from_db()
    assert contact.founded_on == other


def test_founder_kept_or_sent_back_to_the_door(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=20)
    address = f"/people/{contact.person.public_id}/"
    page = phone.open(address)
    choose(entries(page).last, "Delete")
    expect(page.get_by_text("There is no other conversation yet")).to_be_visible()
    page.get_by_role("button", name="Do this").click()
    expect(page.get_by_text("Choose what to do, or keep it as it is.")).to_be_visible()
    page.get_by_role("radio", name="Keep it as it is").check()
    page.get_by_role("button", name="Do this").click()
    on_path(page, address)
    assert Interaction.objects.count() == 1

    choose(entries(page).last, "Delete")
    page.get_by_role("radio", name="Send Ana back to the door").check()
    page.get_by_role("button", name="Do this").click()
    on_path(page, address)
    assert not Contact.objects.exists()
    assert not Interaction.objects.exists()
    expect(page.get_by_role("heading", name="Not a contact yet")).to_be_visible()
    # A new conversation founds anew.
    page.get_by_role("link", name="Log a conversation").first.click()
    on_path(page, r"/log/\?person=.*")
    write(page, talked="the harbour", learned="moved to Leeds, mother ill")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".verdict-live")).to_contain_text("Ana is a contact now.")


def test_founder_does_not_lose_its_meaning_by_an_edit(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=20)
    page = phone.open(f"/interactions/{contact.founded_on.public_id}/edit/")
    page.get_by_label("Learned about them", exact=True).fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="What can be done").click()
    on_path(page, r"/interactions/[-0-9a-f]+/refound/\?then=edit")
    contact.refresh_from_db()
    assert contact.founded_on.learned


def test_person_edited_in_two_tabs_keeps_both_texts_in_sight(phone: Device, alice: User) -> None:
    person = create_person(by=alice, name="Ana Ferreira")
    mine, theirs = (phone.open(f"/people/{person.public_id}/edit/") for _tab in range(2))
    theirs.get_by_label("Firm").fill("Tide Office")
    theirs.get_by_role("button", name="Save").last.click()
    on_path(theirs, rf"/people/{person.public_id}/")
    mine.get_by_label("Firm").fill("Harbour Trust")
    mine.get_by_role("button", name="Save").last.click()
    expect(mine.locator("main")).to_contain_text("Tide Office")
    expect(mine.get_by_label("Firm")).to_have_value("Harbour Trust")
    assert Person.objects.get().organisation == "Tide Office"
    mine.get_by_role("button", name="Save").last.click()
    on_path(mine, rf"/people/{person.public_id}/")
    assert Person.objects.get().organisation == "Harbour Trust"
