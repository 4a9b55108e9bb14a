"""People in a browser: the ask-only flag, favours, cadence, pasting, searching, all that is held, leaving."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from contacts.models import Contact, Exchange, Person, User
from contacts.services.accounts import invite
from contacts.vocabulary import ExchangeState, Size
from tests.factories import PASSWORD, create_ask, create_contact, create_person, create_promise, today_of
from tests.journeys.conftest import DESK, Device
from tests.journeys.steps import on_path, toasts, write


def test_flag_rises_with_the_third_ask_and_falls_with_a_word_without_one(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=400)
    for days_ago, what in ((200, "an introduction in Gothenburg"), (90, "a quote for the grant")):
        create_ask(by=alice, person=contact.person, days_ago=days_ago, what=what, state=ExchangeState.DECLINED)
    address = f"/people/{contact.person.public_id}/"
    page = phone.open(address)
    expect(page.locator("#flag")).to_have_count(0)

    page.get_by_role("link", name="Log a conversation").first.click()
    on_path(page, r"/log/\?person=.*")
    page.get_by_text("Day, how it went, circle, private").click()
    page.get_by_label("Over what").select_option("message")
    page.get_by_label("Who started").select_option("me")
    write(page, talked="my draft")
    page.get_by_role("checkbox", name="I asked").check()
    page.get_by_role("textbox", name="I asked").fill("reading my draft")
    page.get_by_role("button", name="Save", exact=True).click()
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.goto(address)
    flag = page.locator("#flag")
    expect(flag).to_contain_text("you came to Ana with 3 asks, and with little else")
    for what in ("an introduction in Gothenburg", "a quote for the grant", "reading my draft"):
        expect(flag).to_contain_text(what)
    page.goto("/balance/?show=ask_only")
    expect(page.locator("main")).to_contain_text("Only when you need something, since")
    page.goto("/")
    expect(page.get_by_role("heading", name="Only when you need something")).to_be_visible()

    page.goto(address)
    flag.get_by_role("link", name="I did: log it").click()
    on_path(page, r"/log/\?person=.*")
    write(page, talked="how the move to Leeds went", learned="found a flat by the canal, mother is better")
    page.get_by_role("button", name="Save", exact=True).click()
    on_path(page, r"/interactions/[-0-9a-f]+/logged/")
    page.goto(address)
    expect(page.locator("#flag")).to_have_count(0)


def test_favours_are_settled_thanked_and_their_outcome_told(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=30)
    create_promise(by=alice, person=contact.person, what="the tide tables", due_in=3)
    create_ask(by=alice, person=contact.person, what="a quote for the grant", size=Size.MEDIUM, days_ago=3)
    page = phone.open(f"/people/{contact.person.public_id}/")
    opened = page.locator("#promises")
    opened.get_by_role("button", name=re.compile("Kept it.*the tide tables")).click()
    expect(opened).not_to_contain_text("the tide tables")
    toasts(page).get_by_role("button", name="Undo").click()
    expect(opened).to_contain_text("the tide tables")
    opened.get_by_role("button", name=re.compile("Granted.*a quote for the grant")).click()
    expect(opened).not_to_contain_text("a quote for the grant")
    favour = Exchange.objects.get(what="a quote for the grant")
    assert favour.state == ExchangeState.KEPT
    page.goto(f"/exchanges/{favour.public_id}/edit/")
    page.get_by_role("button", name="I said thank you").click()
    page.goto(f"/exchanges/{favour.public_id}/edit/")
    page.get_by_role("button", name="I told what became of it").click()
    favour.refresh_from_db()
    assert favour.thanked_on == today_of(alice)
    assert favour.outcome_told_on == today_of(alice)


def test_a_step_leads_on_to_the_next_row_and_its_undo_back(device: Callable[..., Device], alice: User) -> None:
    person = create_contact(by=alice, name="Ana Ferreira", days_ago=30).person
    create_promise(by=alice, person=person, what="the tide tables", due_in=2)
    create_promise(by=alice, person=person, what="a harbour map", due_in=9)
    page = device(alice, **DESK).open(f"/people/{person.public_id}/")
    rows = page.locator("#promises h3")
    page.get_by_role("button", name=re.compile("Kept it.*the tide tables")).focus()
    page.keyboard.press("Enter")
    expect(rows.filter(has_text="a harbour map")).to_be_focused()
    toasts(page).get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(rows.filter(has_text="the tide tables")).to_be_focused()
    # A fault leads to its field, in the form that unfolds as well.
    page.get_by_role("list", name="Note a favour").get_by_role("link", name="I gave").focus()
    page.keyboard.press("Enter")
    words = page.get_by_role("textbox", name="What", exact=True)
    expect(words).to_be_focused()
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Say in a few words what it was.")).to_be_visible()
    expect(words).to_be_focused()
    page.get_by_role("link", name="Cancel").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Note a favour").get_by_role("link", name="I gave")).to_be_focused()


def test_a_favour_is_noted_in_its_place_with_the_keyboard_alone(device: Callable[..., Device], alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=30)
    page = device(alice, **DESK).open(f"/people/{contact.person.public_id}/")
    buttons = page.get_by_role("list", name="Note a favour")
    buttons.get_by_role("link", name="I gave").focus()
    page.keyboard.press("Enter")
    words = page.get_by_role("textbox", name="What", exact=True)
    expect(words).to_be_focused()
    page.keyboard.type("two names of reviewers")
    page.keyboard.press("Enter")
    expect(toasts(page)).to_contain_text("Noted.")
    expect(buttons.get_by_role("link", name="I gave")).to_be_focused()
    expect(page.locator("#balance")).to_contain_text("you gave once and asked for nothing")
    assert Exchange.objects.get().what == "two names of reviewers"
    toasts(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#balance")).to_contain_text("nothing was given or asked")


def test_an_ask_shows_first_how_it_stands_and_its_faults_keep_the_words(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=400, learned="looks for a joiner in Leeds")
    create_promise(by=alice, person=contact.person, what="the tide tables", due_in=-2, days_ago=9)
    for days_ago in (90, 40):
        create_ask(by=alice, person=contact.person, days_ago=days_ago, state=ExchangeState.DECLINED)
    page = phone.open(f"/people/{contact.person.public_id}/")
    page.get_by_role("list", name="Note a favour").get_by_role("link", name="They gave").click()
    expect(page.get_by_role("radio", name="They gave")).to_be_checked()
    page.get_by_role("textbox", name="What", exact=True).fill("reading my draft")
    page.get_by_role("radio", name="I asked").check()
    asking = page.get_by_role("region", name="Before you ask Ana")
    for words in ("the third ask of Ana", "looks for a joiner in Leeds", "the tide tables", "2 days late"):
        expect(asking).to_contain_text(words)
    expect(page.get_by_role("textbox", name="What", exact=True)).to_have_value("reading my draft")
    page.get_by_role("radio", name="Promised", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A promise needs its day. Say by when.")).to_be_visible()
    expect(page.get_by_role("textbox", name="What", exact=True)).to_have_value("reading my draft")
    page.get_by_role("radio", name="No answer yet").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#flag")).to_contain_text("reading my draft")
    expect(page.locator("#promises")).to_contain_text("You asked Ana: reading my draft")


def test_another_direction_puts_no_word_of_the_favour_into_an_address(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=30)
    page = phone.open(f"/people/{contact.person.public_id}/exchanges/add/?kind=i_gave")
    what = page.get_by_role("textbox", name="What", exact=True)
    what.fill("a loan for the clinic")
    with page.expect_request(lambda request: "direction=they_gave" in request.url) as asked:
        page.get_by_role("radio", name="They gave").check()
    for told in ("what", "clinic", "csrf", "entry_key", "opened_on"):
        assert told not in asked.value.url, asked.value.url
    expect(what).to_have_value("a loan for the clinic")
    expect(page.get_by_role("checkbox", name="thank")).to_be_visible()


def test_a_flag_is_answered_by_its_reason_or_by_what_the_relation_is(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=400)
    for days_ago in (200, 120, 40):
        create_ask(by=alice, person=contact.person, days_ago=days_ago, state=ExchangeState.DECLINED)
    page = phone.open(f"/people/{contact.person.public_id}/")
    flag = page.locator("#flag")
    flag.get_by_text("Not fair, because…").click()
    flag.get_by_label("Not fair, because").fill("we share a desk and ask all day")
    flag.get_by_role("button", name="Do not show it").click()
    expect(flag).to_contain_text("not fair: “we share a desk and ask all day”.")
    flag.get_by_role("button", name="Show it again").click()
    flag.get_by_role("button", name="This is our work").first.click()
    expect(flag).to_have_count(0)
    toasts(page).get_by_role("button", name="Undo").click()
    flag.get_by_role("button", name="Paid or formal relation").click()
    expect(flag).to_have_count(0)
    toasts(page).get_by_role("button", name="Undo").click()
    expect(flag).to_have_count(1)


def test_cadence_is_chosen_and_plans_the_next_time(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira")
    page = phone.open(f"/people/{contact.person.public_id}/")
    page.locator("main details.menu > summary").first.click()
    page.get_by_role("link", name="Circle and cadence").click()
    page.get_by_label("Circle", exact=False).first.select_option(label="Monthly")
    page.get_by_role("button", name="Save").click()
    expect(toasts(page)).to_contain_text("Keeping in touch with Ana")
    expect(page.locator("#planned")).to_contain_text("Keep in touch")
    contact.refresh_from_db()
    assert contact.circle
    assert contact.circle.name == "Monthly"


def test_a_day_of_ones_own_reminds(phone: Device, alice: User) -> None:
    person = create_person(by=alice, name="Ana Ferreira")
    page = phone.open(f"/people/{person.public_id}/remind/")
    page.locator("[name=text]").fill("ask about the boat")
    page.locator("[name=due_on]").fill((today_of(alice) - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Remind me").click()
    expect(page.get_by_text("That day has passed. Choose today or a later day.")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("ask about the boat")
    page.locator("[name=due_on]").fill(today_of(alice).isoformat())
    page.get_by_role("button", name="Remind me").click()
    expect(toasts(page)).to_contain_text("You will be reminded of Ana Ferreira")
    page.goto("/")
    entry = page.locator("article", has_text="Ana Ferreira").first
    expect(entry).to_contain_text("ask about the boat")
    entry.get_by_text("Snooze").click()
    entry.get_by_role("button", name="A week", exact=False).click()
    expect(page.get_by_text("Ana Ferreira is put off until")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("article", has_text="ask about the boat").first).to_be_visible()


def test_pasted_names_wait_at_the_door_and_a_talk_lets_them_in(phone: Device, alice: User) -> None:
    create_person(by=alice, name="Ana Ferreira", email="ana@example.org")
    create_person(by=alice, name="Bo Ek")
    page = phone.open("/people/paste/")
    page.locator("textarea[name=text]").fill(
        "Name,E-mail,Company\nAna F.,ana@example.org,Harbour Trust\nÉmile Zoë,emile@example.org,Tide Office\nBo Ek,,\n"
    )
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("heading", name="Who would come in")).to_be_visible()
    expect(page.get_by_role("heading", name="Known already, by e-mail")).to_be_visible()
    expect(page.get_by_role("heading", name="Same person?")).to_be_visible()
    assert Person.objects.count() == 2
    page.get_by_role("button", name="Bring them to the door").click()
    on_path(page, r"/people/\?show=door.*")
    assert set(Person.objects.values_list("name", flat=True)) == {"Ana Ferreira", "Bo Ek", "Émile Zoë"}

    page.get_by_role("searchbox", name="Find a person").fill("emile zoe")
    expect(page.locator(".prow")).to_have_count(1)
    page.get_by_role("link", name="We talked").click()
    on_path(page, r"/log/\?person=.*")
    write(page, talked="the organ festival", learned="plays the organ on Sundays in Lund")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".verdict-live")).to_contain_text("Émile is a contact now.")
    page.goto("/people/")
    expect(page.get_by_role("link", name="Émile Zoë")).to_be_visible()


def test_names_come_from_a_file_too(device: Callable[..., Device], alice: User) -> None:
    page = device(alice, **DESK).open("/people/paste/")
    rows = '\ufeffName;E-Mail;Firma\n"Öztürk; Jale";jale@example.org;Café Ö\n'.encode("utf-16")
    page.locator("input[type=file]").set_input_files({"name": "guests.csv", "mimeType": "text/csv", "buffer": rows})
    page.get_by_role("button", name="Look first").click()
    page.get_by_role("button", name="Bring them to the door").click()
    on_path(page, r"/people/\?show=door.*")
    person = Person.objects.get()
    assert (person.name, person.organisation) == ("Öztürk; Jale", "Café Ö")


def test_all_that_is_held_then_forgotten_and_erased_for_good(phone: Device, alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", learned="restores wooden boats in Trondheim")
    page = phone.open(f"/people/{contact.person.public_id}/held/")
    expect(page.locator("main")).to_contain_text("restores wooden boats in Trondheim")
    with page.expect_download() as begun:
        page.get_by_role("link", name="As JSON").click()
    held = json.loads(begun.value.path().read_text())
    assert "restores wooden boats in Trondheim" in json.dumps(held)
    page.get_by_role("link", name="Forget this person").click()
    page.get_by_role("button", name="Forget this person").click()
    on_path(page, "/people/.*")
    assert not Person.objects.exists()

    page.goto("/deleted/")
    expect(page.locator("main")).to_contain_text("to be forgotten")
    page.get_by_role("link", name="Remove at once").click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.locator(".field-error").first).to_be_visible()
    page.locator("[name=name]").fill("Ana Ferreira")
    page.locator("[name=sure]").check()
    page.get_by_role("button", name="Erase for good").click()
    on_path(page, "/people/.*")
    assert not Person.everything.exists()
    page.goto("/deleted/")
    expect(page.get_by_role("heading", name="Nothing is waiting here")).to_be_visible()


def test_everything_is_taken_along_and_the_account_to_be_deleted_is_kept(phone: Device, alice: User) -> None:
    create_contact(by=alice, name="Ana Ferreira")
    page = phone.open("/settings/export/")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download the data").click()
    taken = json.loads(begun.value.path().read_text())
    assert (taken["format"], taken["version"]) == ("rapport-export", 2)
    assert "Ana Ferreira" in json.dumps(taken)

    page.goto("/settings/delete-account/")
    ask_to_delete(page, "not this one")
    expect(page.get_by_text("This is not your password. Nothing was deleted.")).to_be_visible()
    ask_to_delete(page, PASSWORD)
    page.goto("/people/")
    banner = page.get_by_role("complementary", name="Deletion of the account")
    expect(banner).to_contain_text("This account is deleted on")
    banner.get_by_role("button", name="Keep my account").click()
    on_path(page, "/people/")
    expect(banner).to_have_count(0)
    alice.refresh_from_db()
    assert alice.closes_at is None
    assert Contact.objects.count() == 1


def ask_to_delete(page: Page, password: str) -> None:
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Delete the account in 7 days").click()


def test_invitation_opens_one_account(device: Callable[..., Device], alice: User, settings: object) -> None:
    token = invite(by=alice).token
    settings.OPEN_SIGNUP = False
    page = device().open("/accounts/signup/")
    expect(page.get_by_label("Password")).to_have_count(0)
    page.goto(f"/invited/{token}/")
    on_path(page, "/accounts/signup/")
    page.get_by_label("E-mail").fill("bo@example.org")
    page.get_by_label("Password").fill("quiet lanterns by the canal")
    page.get_by_role("button", name="Open the account").click()
    on_path(page, "/")
    again = device().open(f"/invited/{token}/")
    on_path(again, "/accounts/login/")
    assert User.objects.count() == 2
