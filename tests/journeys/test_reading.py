"""While a conversation is noted: hints that it tells of a favour, answered by yes or no; what stands before an ask."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from contacts.models import Exchange, Interaction, User
from contacts.vocabulary import ExchangeState, Side
from tests.factories import create_ask, create_contact, create_event, create_promise, today_of
from tests.journeys.conftest import DESK, Device
from tests.journeys.steps import on_path, plain, who, write
from tests.journeys.test_debrief import open_debrief, open_row, press, saved_rows
from tests.journeys.test_outbox import kept, lost, save
from tests.journeys.test_pages import everything_wrong

__all__ = ["lost"]

# What a browser does with a page does not depend on the database.
pytestmark = pytest.mark.any_database

PROMISE = "promised to send the deck by Friday"
ASK = "asked her for a referral"


def friday(account: User) -> date:
    """The next one, seen from the account's today: what "by Friday" means."""
    today = today_of(account)
    return today + timedelta(days=(3 - today.weekday()) % 7 + 1)


def hints(where: Page | Locator) -> Locator:
    return where.locator(".reading-hint")


def line(where: Page | Locator, kind: str) -> Locator:
    return where.locator(f"[data-line={kind}]")


def words(where: Page | Locator, kind: str) -> Locator:
    return where.locator(f"[name={kind}_what]")


def yes(where: Page | Locator, what: str) -> None:
    where.get_by_role("button", name=f"Record it: {what}").click()


def no(where: Page | Locator, what: str) -> None:
    where.get_by_role("button", name=f"No: {what}").click()


def test_a_yes_fills_the_line_and_saving_keeps_the_promise_with_its_day(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked=f"her talk on tides. {PROMISE}", learned="moved to Leeds, mother ill")
    expect(hints(page)).to_have_count(1)
    expect(hints(page)).to_contain_text(f"This looks like a promise of yours, by {plain(friday(alice))}: record it?")
    expect(hints(page).locator("mark")).to_have_text(["promised to send", "by Friday"])
    expect(line(page, "i_promised")).to_be_hidden()

    yes(page, "send the deck")
    expect(words(page, "i_promised")).to_be_focused()
    expect(words(page, "i_promised")).to_have_value("send the deck")
    expect(page.locator("[name=i_promised_on]")).to_have_value(friday(alice).isoformat())
    expect(page.get_by_role("checkbox", name="I promised")).to_be_checked()
    expect(hints(page)).to_have_count(0)
    assert not Exchange.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    promise = Exchange.objects.get()
    assert (promise.giver, promise.state, promise.what) == (Side.ME, ExchangeState.PROMISED, "send the deck")
    assert promise.due_on == friday(alice)
    page.goto("/")
    expect(page.locator("#main")).to_contain_text("You promised: Ana Ferreira")


def test_a_no_holds_while_typing_goes_on_and_in_a_new_tab(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked=ASK)
    expect(hints(page)).to_have_count(1)
    no(page, "a referral")
    expect(hints(page)).to_have_count(0)
    expect(page.get_by_label("Talked about", exact=True)).to_be_focused()
    with page.expect_response("**/log/reading/"):
        page.keyboard.press("End")
        page.keyboard.type(" to the museum; gave me the number of a printer")
    expect(hints(page)).to_have_count(1)
    expect(hints(page)).to_contain_text("something they gave")

    page.close()
    page = phone.open("/log/")
    expect(page.locator("#main [data-kept]")).to_contain_text("put back here")
    expect(hints(page)).to_have_count(1)
    expect(hints(page)).to_contain_text("something they gave")
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert not Exchange.objects.exists()
    assert Interaction.objects.count() == 1


def test_by_the_keyboard_alone(device: Callable[..., Device], alice: User) -> None:
    page = device(alice, **DESK).open("/log/")
    expect(who(page)).to_be_focused()
    page.keyboard.type("Ana Ferreira")
    page.keyboard.press("Tab")
    page.keyboard.type(f"tides. {PROMISE}; gave me the number of a printer")
    page.keyboard.press("Tab")
    page.keyboard.type("moved to Leeds, mother ill")
    expect(hints(page)).to_have_count(2)
    # They came without taking the focus, and stand next on the way.
    expect(page.get_by_label("Learned about them", exact=True)).to_be_focused()
    expect(page.locator(".reading-slot")).to_have_role("status")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Record it: send the deck")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_response("**/log/reading/"):
        page.keyboard.press("Space")
    expect(hints(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Record it: send the deck")).to_be_focused()
    page.keyboard.press("Enter")
    expect(words(page, "i_promised")).to_be_focused()
    page.keyboard.type("Slides: ")
    page.keyboard.press("Enter")
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    promise = Exchange.objects.get()
    assert promise.due_on == friday(alice)
    assert promise.what in {"Slides: send the deck", "send the deckSlides:"}


def test_looks_right_in_every_width_and_scheme(phone: Device, alice: User) -> None:
    person = create_contact(by=alice, name="Ana Ferreira").person
    create_promise(by=alice, person=person, what="the tide tables")
    page = phone.open(f"/log/?person={person.public_id}")
    write(page, talked=f"tides. {PROMISE}; offered to review my pitch", learned="gave me the number of a printer")
    expect(hints(page)).to_have_count(3)
    expect(hints(page).last).to_contain_text("One favour fits here")
    page.get_by_role("button", name="All right: the number of a printer").click()
    yes(page, "review my pitch")
    page.get_by_role("checkbox", name="I asked").check()
    place = page.locator("[data-before-asking]")
    # On a phone it is one line until it is asked for.
    expect(place.get_by_text("Before you ask", exact=True)).to_be_visible()
    expect(place.get_by_text("the tide tables")).to_be_hidden()
    place.get_by_text("Before you ask", exact=True).click()
    expect(place.get_by_text("the tide tables")).to_be_visible()
    with phone.watch.away():  # the policy refuses axe's own style elements, and says so
        page.evaluate(AXE_SCRIPT)
        assert list(everything_wrong(page)) == []


def test_a_promise_without_a_day_asks_for_it(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked="she'll introduce me to Kai")
    yes(page, "introduce me to Kai")
    expect(page.locator("[name=they_promised_on]")).to_be_focused()
    page.get_by_label("Learned about them", exact=True).fill("moved to Leeds, mother ill")
    save(page)
    expect(page.get_by_text("A promise needs its day. Say by when.")).to_be_visible()
    expect(page.locator(".verdict-live")).to_contain_text("Makes Ana a contact")


def test_a_recorded_day_follows_the_day_of_the_talk_until_it_is_changed_by_hand(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked=PROMISE)
    yes(page, "send the deck")
    due = page.locator("[name=i_promised_on]")
    expect(due).to_have_value(friday(alice).isoformat())
    page.get_by_text("Day, how it went").click()
    page.locator("[name=happened_on]").fill("2026-11-03")
    expect(due).to_have_value("2026-11-06")
    due.fill("2026-11-10")
    with page.expect_response("**/log/reading/"):
        page.locator("[name=happened_on]").fill("2026-11-12")
    expect(due).to_have_value("2026-11-10")


def test_a_second_ask_is_not_lost_in_silence(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked="asked her for a referral; I asked her for the slides")
    expect(hints(page)).to_have_count(2)
    yes(page, "a referral")
    expect(hints(page)).to_have_count(1)
    expect(hints(page)).to_contain_text("One ask fits here; note this one on their page after saving.")
    page.get_by_role("button", name="All right: the slides").click()
    expect(hints(page)).to_have_count(0)


def test_an_offer_is_put_down_as_one(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name="Ana Ferreira", talked="offered to review my pitch")
    yes(page, "review my pitch")
    expect(line(page, "they_gave").get_by_role("radio", name="Only offered")).to_be_checked()
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert Exchange.objects.get().state == ExchangeState.OPEN


def test_in_a_row_of_a_debrief(phone: Device, alice: User) -> None:
    page = open_debrief(phone, create_event(by=alice))
    for number in (1, 2):
        row = open_row(page)
        write(row, name=f"Guest {number}", talked=f"tides, then I {PROMISE}", learned="moved to Leeds, mother ill")
        expect(hints(row)).to_have_count(1)
        yes(row, "send the deck")
        expect(words(row, "i_promised")).to_be_focused()
        press(row)
        expect(saved_rows(page)).to_have_count(number)
        assert Exchange.objects.filter(due_on=friday(alice)).count() == number
    # A row that a script adds has its own place for them.
    page.get_by_role("link", name="More rows").click()
    write(open_row(page), name="Guest 13", talked=ASK)
    expect(hints(open_row(page))).to_have_count(1)


def test_a_saved_entry_that_is_put_right(phone: Device, alice: User) -> None:
    row = create_contact(by=alice, name="Ana Ferreira").founded_on
    page = phone.open(f"/interactions/{row.public_id}/edit/")
    expect(hints(page)).to_have_count(0)
    page.get_by_label("Talked about", exact=True).press("End")
    page.keyboard.type(f"; {PROMISE}")
    yes(page, "send the deck")
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert Exchange.objects.get().what == "send the deck"


def test_recorded_without_a_network_it_arrives_with_the_entry(lost: Device, alice: User) -> None:
    page = lost.open("/log/")
    write(page, name="Ana Ferreira", talked=f"tides. {PROMISE}", learned="moved to Leeds, mother ill")
    yes(page, "send the deck")
    lost.context.set_offline(True)
    page.get_by_label("Learned about them", exact=True).press("End")
    page.keyboard.type("; asked her for a referral")
    save(page)
    expect(page.locator("#main [data-kept]")).to_contain_text("sent")
    assert not Exchange.objects.exists()
    assert ["i_promised_what", "send the deck"] in kept(page)[0]["fields"]
    lost.context.set_offline(False)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert Exchange.objects.get().due_on == friday(alice)


def test_what_is_worth_knowing_before_an_ask_follows_the_person(device: Callable[..., Device], alice: User) -> None:
    ana = create_contact(by=alice, name="Ana Ferreira").person
    create_promise(by=alice, person=ana, what="the tide tables")
    bo = create_contact(by=alice, name="Bo Dahl").person
    create_ask(by=alice, person=bo, what="an intro to the harbour master")
    page = device(alice, **DESK).open("/log/")
    page.get_by_role("checkbox", name="I asked").check()
    place = page.locator("[data-before-asking]")
    expect(place).to_be_hidden()
    for person, told in ((ana, "the tide tables"), (bo, "asked once")):
        who(page).fill(person.name)
        page.get_by_role("option", name=person.name).first.click()
        expect(place.get_by_role("group")).to_contain_text(told)
    who(page).fill("Somebody else")
    expect(place).to_be_hidden()
    # It holds nothing up.
    page.get_by_label("Talked about", exact=True).fill("tides")
    words(page, "i_asked").fill("a lift")
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    assert Exchange.objects.filter(what="a lift").exists()
