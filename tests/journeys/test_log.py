"""The log in a browser: what each way of saving makes of it, what is asked, what is refused, and by keyboard alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from contacts.models import Contact, Event, Exchange, Interaction, Person, User
from contacts.models.interactions import NOTE_LENGTH
from contacts.vocabulary import Depth, ExchangeState, Side, Size
from tests.factories import create_contact, create_person, today_of
from tests.journeys.conftest import DESK, Device
from tests.journeys.steps import ANA, on_path, plain, toasts, verdict, who, write

SCRIPT = "<script>window.stolen = 1</script><img src=x onerror='window.stolen = 1'>{{ 7|add:7 }}"


def save(page: Page, button: str = "Save") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def said(page: Page) -> str:
    """Save has led to the page that says what came of it; what it says."""
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    return page.locator(".verdict-live").inner_text()


# What each button makes of it


def test_just_a_hello_leaves_them_at_the_door(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name="Bo Lindqvist")
    save(page, "Just a hello")
    assert said(page) == "Bo stands at the door for now: it was just a hello."
    page.get_by_role("link", name="Bo’s page").click()
    expect(page.get_by_text("At the door").first).to_be_visible()
    assert Interaction.objects.get().depth == Depth.HELLO
    assert not Contact.objects.exists()


def test_more_than_a_hello_is_asked_about_and_one_tap_settles_it(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    save(page, "Just a hello")
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.get_by_role("button", name="Yes, it was a chat").click()
    expect(page.locator(".verdict-live")).to_contain_text("Ana is a contact now.")
    assert Contact.objects.get().founded_on.depth == Depth.CHAT


def test_finish_tonight_and_finish_it(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked="tides")
    save(page, "Finish tonight")
    assert "to finish" in said(page)
    page.goto("/")
    expect(page.get_by_text("1 to finish")).to_be_visible()
    page.get_by_role("link", name="Finish it").click()
    on_path(page, "/to-finish/")
    page.get_by_role("link", name="Finish it").click()
    on_path(page, r"/interactions/[-0-9a-f]+/edit/")
    write(page, talked=ANA[1], learned=ANA[2])
    save(page)
    assert said(page).startswith("Ana is a contact now.")
    page.goto("/")
    expect(page.get_by_text("to finish")).to_have_count(0)


def test_chips_and_promises_are_told_with_the_conversation(phone: Device, alice: User) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    page.get_by_role("checkbox", name="I gave").check()
    page.get_by_role("textbox", name="I gave").fill("two names of reviewers")
    page.locator("[data-line=i_gave]").get_by_role("radio", name="Medium").check()
    page.get_by_role("checkbox", name="I asked").check()
    page.get_by_role("textbox", name="I asked").fill("a word with the harbour master")
    page.locator("[data-line=i_asked]").get_by_role("radio", name="Yes").check()
    page.get_by_role("checkbox", name="They gave").check()
    page.get_by_role("textbox", name="They gave").fill("a seat in their boat")
    page.get_by_role("checkbox", name="Already thanked").check()
    page.get_by_role("checkbox", name="I promised").check()
    page.get_by_role("textbox", name="I promised").fill("send the tide tables")
    save(page)
    error = page.locator("#id_i_promised_on_error")
    expect(error).to_have_text("A promise needs its day. Say by when.")
    expect(page.locator("[name=i_promised_on]")).to_be_focused()
    expect(page.get_by_role("textbox", name="They gave")).to_have_value("a seat in their boat")
    due_on = today_of(alice) + timedelta(days=9)
    page.locator("[name=i_promised_on]").fill(due_on.isoformat())
    save(page)
    assert said(page).startswith("Ana is a contact now.")

    told = {row.what: row for row in Exchange.objects.all()}
    assert told["two names of reviewers"].size == Size.MEDIUM
    asked = told["a word with the harbour master"]
    assert (asked.giver, asked.asked, asked.state) == (Side.THEM, True, ExchangeState.KEPT)
    assert told["a seat in their boat"].thanked_on == today_of(alice)
    assert told["send the tide tables"].due_on == due_on
    page.get_by_role("link", name="Ana’s page").click()
    expect(page.get_by_role("heading", name="Open between you")).to_be_visible()
    expect(page.locator("#promises")).to_contain_text("send the tide tables")
    expect(page.locator("#promises")).to_contain_text(f"by {plain(due_on)}")
    expect(page.locator("#timeline")).to_contain_text("You gave: two names of reviewers.")


def test_open_favour_is_offered_again_and_answered(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira")
    page = phone.open(f"/people/{contact.person.public_id}/exchanges/add/")
    page.goto(f"/log/?person={contact.person.public_id}")
    page.get_by_role("checkbox", name="I asked").check()
    page.get_by_role("textbox", name="I asked").fill("read my draft")
    save(page)
    said(page)
    page.get_by_role("link", name="Log another").click()
    on_path(page, "/log/")
    who(page).press_sequentially("ana f")
    page.get_by_role("option", name="Ana Ferreira").click()
    still_open = page.get_by_role("group", name="Still open between you")
    expect(still_open).to_contain_text("read my draft")
    still_open.get_by_role("radio", name="Kept").check()
    save(page)
    said(page)
    assert Exchange.objects.get().state == ExchangeState.KEPT


# What is asked


def test_note_copied_from_somebody_else_is_asked_about(phone: Device, alice: User) -> None:
    note = "runs the sailing school in Bergen with two brothers"
    create_contact(by=alice, name="Bo Lindqvist", learned=note)
    page = phone.open("/log/")
    write(page, name=ANA[0], talked="the regatta", learned=note)
    expect(verdict(page)).to_contain_text("this reads like your note about Bo Lindqvist")
    expect(verdict(page).get_by_text("You wrote about Bo Lindqvist")).to_be_visible()
    page.get_by_label("It is true of both").check()
    expect(verdict(page)).to_contain_text("Makes Ana a contact.")
    save(page)
    assert said(page).startswith("Ana is a contact now.")
    assert Interaction.objects.get(person__name=ANA[0]).true_of_both


def test_topic_of_stock_words_asks_for_one_yes(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked="catching up", learned="quit Google, moved to Leeds, mother ill")
    expect(verdict(page)).to_contain_text("say in a word what it was about, or confirm that this was the topic")
    save(page)
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.get_by_role("button", name="Yes, that was the topic").click()
    expect(page.locator(".verdict-live")).to_contain_text("Ana is a contact now.")


def test_verdict_does_not_refuse_praise_but_says_what_is_missing(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked="great to meet you", learned="very nice person, let's stay in touch")
    expect(verdict(page)).to_contain_text("At the door for now:")
    save(page)
    assert said(page).startswith("Ana stands at the door for now:")
    assert not Contact.objects.exists()


def test_two_annas_are_told_apart(phone: Device, alice: User) -> None:
    first = create_person(by=alice, name="Anna Berg", organisation="Harbour Trust")
    second = create_person(by=alice, name="Anna Berg", organisation="Tide Office")
    page = phone.open("/log/")
    write(page, name="anna")
    options = page.get_by_role("listbox", name="People of that name").get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.last).to_contain_text("New person “anna”")
    options.filter(has_text="Tide Office").tap()
    expect(who(page)).to_have_value("Anna Berg")
    expect(page.locator("[data-who-line]")).to_contain_text("Tide Office")
    write(page, talked=ANA[1], learned=ANA[2])
    save(page)
    assert said(page).startswith("Anna is a contact now.")
    assert Contact.objects.get().person == second

    # Typed whole and not chosen: never matched in silence.
    page.goto("/log/")
    write(page, name="Anna Berg", talked=ANA[1], learned="keeps bees on the roof of the Tide Office")
    save(page)
    choice = page.get_by_role("group", name="Whom do you mean?")
    expect(choice.get_by_role("radio")).to_have_count(3)
    choice.get_by_role("radio", name=re.compile("Harbour Trust")).check()
    save(page)
    said(page)
    assert set(Contact.objects.values_list("person", flat=True)) == {first.pk, second.pk}


# What is refused


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("happened_on", "future", "That day is still to come. Log a conversation once it was."),
        ("happened_on", "1826-11-20", "That day is more than 120 years ago. Check the year."),
        ("learned", "moved on " * 5_555 + "again", f"This is 50,000 characters long, and {NOTE_LENGTH:,} fit."),
        ("name", "n" * 50_000, "This is 50,000 characters long, and 200 fit."),
    ],
    ids=["future", "200 years ago", "long text", "long name"],
)
def test_bad_input_gets_a_sentence_beside_the_field(
    field: str, value: str, sentence: str, phone: Device, alice: User
) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    page.get_by_text("Day, how it went, circle, private").click()
    given = (today_of(alice) + timedelta(days=2)).isoformat() if value == "future" else value
    page.locator(f"[name={field}]").fill(given)
    save(page)
    expect(page.locator(f"#id_{field}_error")).to_contain_text(sentence)
    expect(page.locator(f"[name={field}]")).to_have_value(given)
    expect(page.get_by_label("Talked about", exact=True)).to_have_value(ANA[1])
    assert page.locator(f"[name={field}]").get_attribute("aria-invalid") == "true"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "field", ["name", "talked_about", "learned", "i_gave_what", "person", "entry_key", "happened_on"]
)
def test_null_characters_in_a_request_are_refused(field: str, client: Client, alice: User) -> None:
    client.force_login(alice)
    fields = {"entry_key": str(uuid4()), "version": "0", "name": "Bo", "talked_about": ANA[1], "learned": ANA[2]}
    response = client.post(reverse("log"), {**fields, "i_gave": "on", "i_gave_what": "soup", field: "a\x00b"})
    assert response.status_code == 422
    assert not Person.objects.exists()


def test_markup_in_every_field_is_shown_as_text(phone: Device, alice: User) -> None:
    page = phone.open("/events/add/")
    page.get_by_label("Name", exact=False).first.fill(f"Fair {SCRIPT}")
    page.get_by_role("button", name="Go on to the people").click()
    on_path(page, r"/events/[-0-9a-f]+/debrief/")
    event = Event.objects.get()
    page.goto(f"/log/?event={event.public_id}")
    write(page, name=f"Eve {SCRIPT}", talked=f"tides and tables {SCRIPT}", learned=f"moved to Leeds, ill {SCRIPT}")
    page.get_by_role("checkbox", name="I promised").check()
    page.get_by_role("textbox", name="I promised").fill(f"soup {SCRIPT}")
    page.locator("[name=i_promised_on]").fill(today_of(alice).isoformat())
    expect(verdict(page)).to_contain_text("Makes Eve a contact.")
    save(page)
    assert said(page).startswith("Eve is a contact now.")
    person = Contact.objects.get().person
    for path in (
        f"/people/{person.public_id}/",
        f"/people/{person.public_id}/held/",
        f"/events/{event.public_id}/",
        f"/events/{event.public_id}/debrief/",
        *("/people/", "/", "/balance/", "/follow-ups/", "/digest/", "/digest/html/", "/search/?q=tides"),
    ):
        page.goto(path)
        assert "window.stolen = 1" in (page.locator("body").text_content() or ""), path
        assert page.evaluate("window.stolen") is None, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_names_of_all_scripts_are_shown_as_typed(phone: Device, alice: User) -> None:
    names = (
        "🦊 Zoë 👩‍👩‍👧‍👦",
        "محمد الحسيني",
        "\u202eevil\u202c Bo",
        "王小雨",
        "Chukwuemeka" * 15,
        "O'Neill & <b>Sons</b>",
    )
    for name in names:
        create_contact(by=alice, name=name)
    page = phone.open()
    for path in ("/people/", "/balance/", "/follow-ups/"):
        page.goto(path)
        text = (page.locator("main").text_content() or "").replace("\u00ad", "")
        assert [name for name in names if name not in text] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    for person in Person.objects.all():
        page.goto(f"/people/{person.public_id}/")
        heading = page.get_by_role("heading", level=1)
        assert (heading.text_content() or "").replace("\u00ad", "").strip() == person.name
        assert heading.locator("bdi").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, person.name


# By keyboard


def test_from_l_to_saved_without_a_pointer(device: Callable[..., Device], alice: User) -> None:
    create_person(by=alice, name="Ana Ferreira", organisation="Harbour Trust")
    page = device(alice, **DESK).open("/")
    page.keyboard.press("l")
    on_path(page, "/log/")
    expect(who(page)).to_be_focused()
    page.keyboard.type("Ana")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(who(page)).to_have_attribute("aria-activedescendant", re.compile(".+"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Talked about", exact=True)).to_be_focused()
    page.keyboard.type("her talk on tides, all of it")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Learned about them", exact=True)).to_be_focused()
    page.keyboard.type("left the lab, moved to Leeds")
    expect(verdict(page)).to_contain_text("Makes Ana a contact.")
    for _step in range(40):
        if page.evaluate("document.activeElement.value") == "conversation":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(page).startswith("Ana is a contact now.")
    assert Contact.objects.get().founded_on.talked_about == "her talk on tides, all of it"


def test_shortcuts_are_switched_off_in_settings(phone: Device) -> None:
    page = phone.open("/settings/")
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(toasts(page)).to_contain_text("Saved.")
    page.goto("/people/")
    page.keyboard.press("l")
    page.keyboard.press("/")
    on_path(page, "/people/")
    expect(page.get_by_role("link", name="Log", exact=True)).not_to_have_attribute("aria-keyshortcuts", "l")


# Without a script


def test_log_works_without_a_script(device: Callable[..., Device], alice: User) -> None:
    known = create_person(by=alice, name="Ana Ferreira")
    page = device(alice, java_script_enabled=False).open("/log/")
    write(page, name="Ana Ferreira", talked=ANA[1], learned=ANA[2])
    page.get_by_role("checkbox", name="They gave").check()
    page.get_by_role("textbox", name="They gave").fill("a seat in their boat")
    save(page)
    choice = page.get_by_role("group", name="Whom do you mean?")
    expect(choice.get_by_role("radio")).to_have_count(2)
    choice.get_by_role("radio").first.check()
    save(page)
    assert said(page).startswith("Ana is a contact now.")
    assert Contact.objects.get().person == known
    assert Exchange.objects.get().what == "a seat in their boat"


def test_double_click_on_save_is_one_entry(phone: Device) -> None:
    page = phone.open("/log/")
    write(page, name=ANA[0], talked=ANA[1], learned=ANA[2])
    page.get_by_role("button", name="Save", exact=True).dblclick()
    said(page)
    assert Interaction.objects.count() == 1
    assert Person.objects.count() == 1
