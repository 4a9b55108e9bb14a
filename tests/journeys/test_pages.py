"""Every page there is, full and empty, signed in and out: accessible in both schemes and widths, nothing sticks out.

The pages are read from the site's own list of addresses: a new one without a line here fails.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import Page, expect

from contacts.demo.builder import build
from contacts.models import Circle, Contact, Event, Exchange, FollowUp, Interaction, Offer, Person, User
from contacts.queries.digest import render_digest
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, invite
from contacts.services.channels import FAILURES_AT_MOST, note_failure, set_webhook
from contacts.services.duplicates import find_duplicates
from contacts.services.events import delete_event
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.interactions import delete_interaction
from contacts.services.mutes import mute
from contacts.services.notifications import ask_for_digest, deliver_batch, send_test
from contacts.services.tags import tags_named
from contacts.vocabulary import ChannelKind, DateKind, Reason
from tests.factories import create_person, create_reminder, today_of
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path
from tests.views.test_addresses import OURS
from tests.views.test_imports import brought, connections, ended

# Somebody new, somebody known by another firm, and a row that says nothing.
CONNECTIONS = connections("Ana Ferreira", "Bo Lindqvist", ",,,,,,08 Feb 2026")

# How a page looks does not depend on the database.
pytestmark = pytest.mark.any_database

# Short enough that the last of them never keeps one worker busy while the others wait.
PARTS = 5
HTML = {"accept": "text/html"}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Width, scheme, and what to look for: the rest does not change with colours.
Looks = list[tuple[int, Literal["light", "dark"], list[str] | None]]
LOOKS: Looks = [
    (390, "light", None),
    (390, "dark", ["color-contrast"]),
    (1280, "light", None),
    (1280, "dark", ["color-contrast"]),
]
TWO_LOOKS: Looks = [(390, "light", None), (1280, "dark", None)]

# Addresses of ours that are no page of their own: only posted to, parts that htmx asks for, files, mails.
NO_PAGE = {
    *("health_live", "health_ready", "invited"),
    *("log_verdict", "log_reading", "log_open_exchanges", "people_suggest", "outbox_token", "debrief_row"),
    *("before_asking", "person_formal_relation"),
    *("interaction_answer", "interaction_delete", "interaction_restore", "event_delete", "event_restore"),
    *("follow_up_done", "follow_up_not_needed", "follow_up_reopen", "digest_send", "settings_time_zone"),
    *("follow_up_stop_repeating", "sorting_sort", "sorting_undo"),
    *("digest_pause", "channel_switch", "channel_test", "notification_seen", "notifications_seen"),
    *("mute_add", "mute_remove", "offer_delete"),
    *("exchange_settle", "exchange_reopen", "exchange_thank", "exchange_outcome", "exchange_our_work"),
    *("contact_wake", "contact_rest_again", "contact_keep_on", "person_bring_back", "person_not_deceased"),
    *("date_delete", "date_again", "merge_undo", "not_same"),
    *("deleted_restore", "invitation_revoke", "person_held_json", "settings_export_json"),
    *("account_keep", "bulk_undo", "person_let_in", "tag_back", "tag_delete"),
    *("export_make", "export_progress", "export_file"),
    *("balance_csv", "exchanges_csv"),
    *("import_upload", "import_progress", "import_start", "import_cancel", "import_discard", "import_report"),
    *("digest_html", "kept_mail_html", "kept_mail_message"),
}
WITHOUT_ROW = (
    "sorting",
    *("today", "log", "people", "balance", "events", "follow_ups", "to_finish", "digest", "kept_mail", "search"),
    *("duplicates", "event_add", "imports", "people_paste", "person_add", "deleted", "more", "settings"),
    "settings_digest",
    *("settings_circles", "settings_invitations", "exports", "settings_delete_account"),
    *("circles_stretch", "settings_mutes", "settings_numbers", "settings_offers"),
    *("settings_channels", "notifications"),
    *("bulk", "left_out", "settings_tags"),
)
# Those of them that read otherwise while there is nothing to show.
SHOWING_NOTHING = (
    "sorting",
    *("today", "log", "people", "balance", "events", "follow_ups", "to_finish", "digest", "kept_mail", "search"),
    *("deleted", "duplicates", "notifications", "settings_channels"),
    *("settings_invitations", "settings_circles", "circles_stretch", "settings_mutes", "settings_offers"),
    *("bulk", "left_out", "settings_tags"),
)
ABOUT_A_ROW = (
    *("person", "person_edit", "person_delete", "person_erase", "person_held", "contact_cadence", "remind"),
    *("person_forget", "person_leave_out", "tag_edit"),
    *("contact_send_back", "exchange_add", "interaction_logged", "interaction_edit", "interaction_move"),
    *("interaction_refound", "event", "event_edit", "debrief", "follow_up_snooze", "exchange_edit", "exchange_delete"),
    *("person_exchanges", "exchange_change_person"),
    *("contact_rest", "person_archive", "person_deceased", "date_add", "date_edit", "follow_up_cadence"),
    *("import_batch", "import_columns", "import_undo"),
    *("exchange_move", "circle_edit", "circle_merge", "circle_delete", "offer_edit"),
    "merge_choose",
)
ABOUT_TWO = ("merge",)
BEHIND_A_MAIL = ("mail_done", "mail_snooze", "mail_not_needed", "mail_pause", "mail_unsubscribe")
BEHIND_AN_ANSWER = ("mail_undo",)
OF_ACCOUNT = ("account_email", "account_change_password", "account_reauthenticate", "account_logout")
SIGNED_OUT = (
    *("account_login", "account_signup", "account_reset_password", "account_reset_password_done"),
    *("account_inactive", "account_email_verification_sent", "account_reset_password_from_key_done"),
)


def rows_of(account: User) -> dict[str, UUID]:
    """The example network's own rows for the pages that are about one."""
    people = {contact.person for contact in Contact.objects.filter(person__owner=account).select_related("person")}
    most = max(people, key=lambda person: person.interactions.count())
    founder = Contact.objects.get(person=most).founded_on
    second = Interaction.objects.filter(person__owner=account).exclude(founded__isnull=False).first()
    event = Event.objects.owned_by(account).filter(happened_on__lte=today_of(account)).order_by("-happened_on").first()
    favour = Exchange.objects.filter(person__owner=account, state="promised").first()
    follow_up = FollowUp.objects.filter(person__owner=account, state="open").first()
    circle = Circle.objects.filter(owner=account).first()
    leap_day = DateEntry(kind=DateKind.OTHER, label="wedding", month=2, day=29, year=1988)
    keys = {
        "person": most.public_id,
        "contact": most.public_id,
        "interaction": second.public_id,
        "event": event.public_id,
        "follow_up": follow_up.public_id,
        "exchange": favour.public_id,
        "circle": circle.public_id,
        "offer": Offer.objects.filter(owner=account).first().public_id,
    }
    of_a_contact = FollowUp.objects.filter(person__owner=account, person__contact__isnull=False)
    named_otherwise = {
        "follow_up_cadence": of_a_contact.first().public_id,
        "interaction_refound": founder.public_id,
        "remind": most.public_id,
        "import_batch": brought(account, CONNECTIONS).public_id,
        "import_columns": brought(account, b"wer,merke\nAna Ferreira,likes tea\n").public_id,
        "import_undo": ended(account, CONNECTIONS).public_id,
        "merge_choose": most.public_id,
        "tag_edit": tags_named(by=account, names=["sailing"])["sailing"].public_id,
        "exchange_add": most.public_id,
        "date_add": most.public_id,
        "date_edit": add_date(by=account, person=most, entry=leap_day, entry_key=uuid4()).public_id,
        "debrief": event.public_id,
    }
    return {
        name: named_otherwise.get(name) or next(key for noun, key in keys.items() if name.startswith(noun))
        for name in ABOUT_A_ROW
    }


def test_every_page_is_looked_at() -> None:
    looked_at = {*WITHOUT_ROW, *ABOUT_A_ROW, *ABOUT_TWO, *BEHIND_A_MAIL, *BEHIND_AN_ANSWER, *NO_PAGE}
    assert set(OURS) - looked_at == set(), "new addresses: pages to look at, or no pages of their own"
    assert looked_at - set(OURS) == set()


def violations(page: Page, *, only: list[str] | None = None) -> Iterator[str]:
    """What axe finds on the page as it stands, with everything that folds unfolded."""
    rules = {"type": "rule", "values": only} if only else {"type": "tag", "values": STANDARD}
    found = page.evaluate("options => axe.run(document, options)", {"runOnly": rules, "resultTypes": ["violations"]})
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"


# In the page: folds open, so that what they hold is looked at; at most one of a named group is open at a time.
UNFOLD = "() => { for (const fold of document.querySelectorAll('details:not([name]):not(.menu)')) fold.open = true }"
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"
TOO_SMALL = f"""() => [...document.querySelectorAll("{CONTROLS}")]
    .filter((one) => one.checkVisibility({{visibilityProperty: true}}) && !one.matches(".skip")
        && !one.closest("p, dd, pre, li > span, q"))  // links in running text are exempt
    .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([one, box]) => `${{one.outerHTML.slice(0, 120)}} is ${{box.width}} x ${{box.height}}`)"""
STICKS_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("main *, nav *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll-x, svg"))
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 160))"""


def look_at(device: Device, page: Page, path: str, looks: Looks) -> list[str]:
    """Everything wrong with one page: by axe in all looks, too wide, too small to be hit."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(path)
    with device.watch.away():  # the policy refuses axe's own style elements, and says so
        page.evaluate(AXE_SCRIPT)
        page.evaluate(UNFOLD)
        return list(everything_wrong(page, looks))


def everything_wrong(page: Page, looks: Looks = LOOKS) -> Iterator[str]:
    for width, scheme, only in looks:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield from (f"{width} {scheme} {what}" for what in violations(page, only=only))
        if only is None:
            yield from (f"{width} too small: {what}" for what in page.evaluate(TOO_SMALL))
            yield from (f"{width} too wide: {what}" for what in page.evaluate(STICKS_OUT))
    page.set_viewport_size({"width": 320, "height": 700})
    yield from (f"320 too wide: {what}" for what in page.evaluate(STICKS_OUT))


def look_at_all(device: Device, paths: list[str], looks: Looks = LOOKS) -> None:
    page, wrong, titles = device.open(), {}, {}
    for path in paths:
        if found := look_at(device, page, path, looks):
            wrong[path] = found
        titles.setdefault(page.title(), []).append(path)
        assert page.locator("h1").count() == 1, path
    assert not wrong, "\n".join(f"{path}\n  " + "\n  ".join(found) for path, found in wrong.items())
    assert [title for title in titles if not title.endswith(" · Rapport") or len(title) < 11] == []
    # "Look into your mail" is said alike, whatever was sent.
    assert {title: alike for title, alike in titles.items() if len(alike) > 1 and "mail" not in title} == {}


def test_a_page_with_faults_is_found_out(device: Callable[..., Device], alice: User) -> None:
    phone = device()
    page = phone.open("/accounts/login/")
    page.evaluate(
        """() => {
            document.querySelector("label").remove();
            document.querySelector("h2").style.color = "#eee";
            document.querySelector("h1").style.inlineSize = "900px";
            Object.assign(document.querySelector("main button").style, {blockSize: "9px", minBlockSize: 0, padding: 0});
        }"""
    )
    with phone.watch.away():
        page.evaluate(AXE_SCRIPT)
        found = "\n".join(everything_wrong(page))
    for fault in ("390 light label:", "390 light color-contrast:", "320 too wide:", "1280 too small:"):
        assert fault in found


@pytest.fixture
def full(alice: User) -> User:
    """Alice with the example network in her notebook, something deleted, an invitation, a digest on its way, and a
    webhook that was switched off.
    """
    build(by=alice)
    mute(by=alice, rule=Reason.DATE)
    mute(by=alice, rule=Reason.KEEP_IN_TOUCH, person=Contact.objects.latest("pk").person)
    change_numbers(by=alice, numbers=Numbers(nudges_a_week=1))
    invite(by=alice)
    ask_for_digest(by=alice, entry_key=uuid4())
    deliver_batch([send_test(by=alice, kind=ChannelKind.IN_APP, entry_key=uuid4()).pk])
    set_webhook(by=alice, address="https://ntfy.sh/a-topic-that-nobody-guesses")
    for _ in range(FAILURES_AT_MOST):
        note_failure(account_id=alice.pk, kind=ChannelKind.WEBHOOK, why="There is nothing at the address (code 404).")
    delete_event(by=alice, event=Event.objects.owned_by(alice).order_by("happened_on").first())
    spare = Interaction.objects.filter(person__owner=alice, founded__isnull=True).last()
    delete_interaction(by=alice, interaction=spare)
    return alice


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_a_full_notebook(part: int, full: User, device: Callable[..., Device]) -> None:
    rows = rows_of(full)
    about_a_row = [reverse(name, args=[rows[name]]) for name in ABOUT_A_ROW]
    # Somebody like a contact at the door, so that the two are proposed, compared and named on each other's page.
    twin = create_person(by=full, name=Person.objects.get(public_id=rows["person"]).name, organisation="Elsewhere")
    find_duplicates(full.pk)
    about_a_row += [reverse(name, args=[rows["person"], twin.public_id]) for name in ABOUT_TWO]
    of_account = [reverse(name) for name in (*WITHOUT_ROW, *OF_ACCOUNT[:2])]
    look_at_all(device(full), [*about_a_row, *of_account][part::PARTS])


def test_pages_of_an_empty_notebook(alice: User, device: Callable[..., Device]) -> None:
    look_at_all(device(alice), [reverse(name) for name in SHOWING_NOTHING], TWO_LOOKS)


def test_pages_for_strangers(device: Callable[..., Device], alice: User) -> None:
    """Of a house that somebody lives in: an empty one begins with its first account."""
    phone = device()
    phone.watch.expected |= {"^404 ", "^403 "}
    look_at_all(phone, [*(reverse(name) for name in SIGNED_OUT), "/no-such-page/"])


def test_pages_behind_a_mail(device: Callable[..., Device], alice: User) -> None:
    """Opened where nobody is signed in: asking, answering, explaining, and leading nowhere."""
    create_reminder(by=alice, person=create_person(by=alice))
    found = re.findall(r'href="http://testserver(/mail/([^/]+)/[^"]+)"', render_digest(alice, today_of(alice)).html)
    paths = {use: path for path, use in found}
    assert {f"mail_{use.replace('-', '_')}" for use in paths} == set(BEHIND_A_MAIL)
    phone = device()
    phone.watch.expected |= {"^404 "}
    look_at_all(phone, [*paths.values(), f"{paths['pause'][:-6]}/"])
    for use, button in (
        ("snooze", "A week"),
        ("done", "Done"),
        ("pause", "A month"),
        ("unsubscribe", "Stop the mails"),
    ):
        page = phone.open(paths[use])
        page.get_by_role("button", name=button).tap()
        expect(page.get_by_role("button", name=button)).to_have_count(1 if use == "pause" else 0)
        with phone.watch.away():
            page.evaluate(AXE_SCRIPT)
            assert list(everything_wrong(page)) == [], use
        if use == "snooze":
            undo = page.locator("main form").get_attribute("action")
            look_at_all(phone, [undo])
            page = phone.open(undo)
            page.get_by_role("button", name="Undo").tap()
            expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
            look_at_all(phone, [undo])
    look_at_all(phone, [paths["done"], paths["pause"], paths["unsubscribe"]], TWO_LOOKS)


def test_skip_link_leads_past_the_navigation(full: User, device: Callable[..., Device]) -> None:
    page = device(full).open("/people/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in {"main", "#main"}
    page.keyboard.press("l")
    on_path(page, "/log/")
