"""Dealing with the day's follow-ups: a tap and its undo, the question after "not needed", thanks, mutes, rests; and all
of it with the keyboard alone.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from contacts.models import Contact, Exchange, FollowUp, Mute, User
from contacts.vocabulary import ClosedHow, FollowUpKind, FollowUpState
from tests.factories import (
    create_account,
    create_contact,
    create_gift,
    create_nudge,
    create_person,
    create_reminder,
    leave_unanswered,
    today_of,
)
from tests.journeys.conftest import DESK, Device
from tests.journeys.steps import on_path, plain, toasts


@pytest.fixture
def alice(transactional_db: None) -> User:
    """Every day is a working day, so that a journey on a Sunday has nudges, too."""
    return create_account(email="alice@example.org", working_days="")


def entry(page: Page, name: str) -> Locator:
    return page.locator("article.entry", has=page.get_by_role("heading", name=name))


def button(where: Page | Locator, name: str) -> Locator:
    return where.get_by_role("button", name=name)


def released(row: FollowUp) -> FollowUp:
    """Let through by the budget, whatever day of the week it is."""
    FollowUp.objects.filter(pk=row.pk).update(released_on=today_of(row.person.owner))
    return row


def nudge_of(contact: Contact) -> FollowUp:
    return released(FollowUp.objects.open().get(person=contact.person, kind=FollowUpKind.KEEP_IN_TOUCH))


def test_done_says_so_offers_the_log_and_can_be_taken_back(phone: Device, alice: User) -> None:
    ana = create_person(by=alice, name="Ana Ferreira")
    row = create_reminder(by=alice, person=ana)
    page = phone.open("/")
    expect(page.locator(".lede")).to_have_text("One person is due.")
    button(page, "Done (Ana Ferreira)").click()
    expect(page.get_by_role("status").filter(has_text="Done: Ana Ferreira.")).to_be_focused()
    expect(page.locator(".lede")).to_contain_text("Nothing is due.")
    button(page, "Undo").click()
    expect(entry(page, "Ana Ferreira")).to_contain_text("ask about the boat")
    expect(page.locator(".lede")).to_have_text("One person is due.")
    button(page, "Done (Ana Ferreira)").click()
    page.get_by_role("link", name="Log what was said").click()
    on_path(page, r"/log/\?.*")
    expect(page.get_by_role("combobox", name="Who", exact=True)).to_have_value("Ana Ferreira")
    row.refresh_from_db()
    assert row.closed_how == ClosedHow.DONE


def test_a_snooze_says_until_when(phone: Device, alice: User) -> None:
    row = create_reminder(by=alice, person=create_person(by=alice, name="Ana Ferreira"))
    page = phone.open("/")
    entry(page, "Ana Ferreira").get_by_text("Snooze").click()
    page.get_by_role("button", name="A week", exact=False).click()
    until = today_of(alice) + timedelta(days=7)
    expect(page.get_by_role("status").filter(has_text="is put off until")).to_contain_text(plain(until))
    row.refresh_from_db()
    assert row.snoozed_until == until


def test_not_needed_asks_once_whether_another_cadence_fits(phone: Device, alice: User) -> None:
    contact = create_nudge(by=alice, name="Ana Ferreira", days_ago=50)
    row = nudge_of(contact)
    page = phone.open("/")
    button(page, "Not needed (Ana Ferreira)").click()
    question = page.get_by_role("group", name="Would another cadence fit Ana better?")
    expect(question.get_by_role("radio", name="keep it as it is")).to_be_checked()
    question.get_by_role("radio", name="quarterly").check()
    button(page, "Save").click()
    expect(page.get_by_role("status").filter(has_text="Keeping in touch with Ana Ferreira: quarterly.")).to_be_visible()
    contact.refresh_from_db()
    row.refresh_from_db()
    assert (contact.own_cadence_days, row.closed_how) == (91, ClosedHow.NOT_NEEDED)


def test_without_script_the_question_is_a_page_of_its_own(device: Callable[..., Device], alice: User) -> None:
    contact = create_nudge(by=alice, name="Ana Ferreira", days_ago=50)
    nudge_of(contact)
    page = device(alice, java_script_enabled=False).open("/")
    button(page, "Not needed (Ana Ferreira)").click()
    on_path(page, r"/follow-ups/[^/]+/cadence/.*")
    page.get_by_role("radio", name="never").check()
    button(page, "Save").click()
    on_path(page, "/")
    expect(toasts(page)).to_contain_text("Nothing will ask you to keep in touch with Ana Ferreira.")
    contact.refresh_from_db()
    assert contact.own_cadence_days == 0


def test_thanked_is_one_tap_and_counts_on_the_favour(phone: Device, alice: User) -> None:
    ana = create_contact(by=alice, name="Ana Ferreira", days_ago=40).person
    gift = create_gift(by=alice, person=ana, days_ago=6, what="a room for the workshop")
    page = phone.open("/")
    expect(entry(page, "Ana Ferreira")).to_contain_text("a room for the workshop")
    button(page, "Thanked (Ana Ferreira)").click()
    expect(page.get_by_role("status").filter(has_text="Noted: you thanked Ana Ferreira.")).to_be_visible()
    gift.refresh_from_db()
    assert gift.thanked_on == today_of(alice)
    button(page, "Undo").click()
    expect(button(page, "Thanked (Ana Ferreira)")).to_be_visible()
    assert Exchange.objects.get().thanked_on is None


def test_a_rule_is_muted_where_it_speaks_and_unmuted_by_undo(phone: Device, alice: User) -> None:
    nudge_of(create_nudge(by=alice, name="Ana Ferreira", days_ago=50))
    page = phone.open("/")
    page.get_by_text("Why am I seeing this?").click()
    expect(page.get_by_text("Rule E-35.")).to_be_visible()
    expect(page.get_by_text("Counted from the last time you were in touch")).to_be_visible()
    button(page, "Mute this rule for Ana").click()
    expect(page.locator(".lede")).to_have_text("Nothing is due today.")
    assert Mute.objects.get().person is not None
    button(toasts(page), "Undo").click()
    expect(toasts(page)).not_to_contain_text("Undo this")
    assert not Mute.objects.exists()


def test_whoever_does_not_answer_is_let_rest_from_today(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=200)
    leave_unanswered(by=alice, person=contact.person)
    page = phone.open("/")
    expect(page.get_by_role("heading", name="Let them rest?")).to_be_visible()
    page.locator("summary", has_text="Let them rest").click()
    button(page, "6 months").click()
    on_path(page, "/")
    expect(page.get_by_role("heading", name="Let them rest?")).to_have_count(0)
    contact.refresh_from_db()
    assert contact.is_resting(today_of(alice))
    assert contact.resting_until is not None


def test_the_day_is_dealt_with_by_the_keyboard_alone(device: Callable[..., Device], alice: User) -> None:
    """Tab, Enter, Space and Escape: done, undo, a snooze, why, another cadence."""
    contact = create_nudge(by=alice, name="Ana Ferreira", days_ago=50)
    row = nudge_of(contact)
    page = device(alice, **DESK).open("/")

    def press_on(thing: Locator, key: str = "Enter") -> None:
        for _tab in range(60):
            if thing.evaluate("one => one === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(thing).to_be_focused()
        page.keyboard.press(key)

    press_on(button(page, "Done (Ana Ferreira)"))
    expect(page.get_by_role("status").filter(has_text="Done: Ana Ferreira.")).to_be_focused()
    press_on(button(page, "Undo"))
    menu = entry(page, "Ana Ferreira").locator("details.menu > summary")
    expect(menu).to_be_visible()
    press_on(menu)
    expect(button(page, "Tomorrow")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button(page, "Tomorrow")).to_be_hidden()
    expect(menu).to_be_focused()
    press_on(entry(page, "Ana Ferreira").locator("details.why > summary"), "Space")
    expect(page.get_by_text("Rule E-35.")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(button(page, "Not needed (Ana Ferreira)")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Not needed: Ana Ferreira")).to_be_focused()
    press_on(page.get_by_role("radio", name="keep it as it is"), "ArrowRight")
    expect(page.get_by_role("radio", name="every 2 weeks")).to_be_checked()
    press_on(button(page, "Save"))
    expect(
        page.get_by_role("status").filter(has_text="Keeping in touch with Ana Ferreira: every 2 weeks.")
    ).to_be_focused()
    row.refresh_from_db()
    contact.refresh_from_db()
    assert (row.state, contact.own_cadence_days) == (FollowUpState.CLOSED, 14)
