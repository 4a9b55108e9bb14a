"""A real mail, taken from a real server: scanned, read, and dealt with on a phone where nobody is signed in."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import Literal, cast
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.apps import apps
from django.core import serializers
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from contacts.models import DeliveryChannel, Exchange, FollowUp, User
from contacts.queries.digest import render_digest
from contacts.services.accounts import change_settings
from contacts.services.notifications import ask_for_digest
from contacts.vocabulary import ClosedHow, DigestDetail, ExchangeState, FollowUpState
from tests.conftest import Mailbox
from tests.factories import create_contact, create_person, create_promise, create_reminder, log, today_of
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path
from tests.journeys.test_pages import violations

pytestmark = pytest.mark.any_database

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def mail(alice: User, mailbox: Mailbox) -> EmailMessage:
    """Alice's digest: something to do for Ana, and a promise to Bo that is late."""
    create_reminder(by=alice, person=create_person(by=alice, name="Ana Ferreira"))
    create_promise(by=alice, person=create_person(by=alice, name="Bo Larsen"), days_ago=9, due_in=-2, what="the title")
    ask_for_digest(by=alice, entry_key=uuid4())
    return mailbox.mails[0]


def links(mail: EmailMessage) -> list[str]:
    """Every path that the mail's HTML part leads to, in its order."""
    part = mail.get_body(("html",))
    assert part is not None
    addresses = re.findall(r'href="http://testserver([^"]*)"', part.get_content())
    assert len(addresses) == part.get_content().count("href=")
    return addresses


def link(mail: EmailMessage, use: str, *, nth: int = 0) -> str:
    return [path for path in links(mail) if path.startswith(f"/mail/{use}/")][nth]


def rows() -> str:
    models = apps.get_app_config("contacts").get_models()
    return "".join(serializers.serialize("json", model._base_manager.order_by("pk")) for model in models)


def test_a_scanner_that_opens_every_link_changes_nothing(mail: EmailMessage) -> None:
    before = rows()
    assert len(links(mail)) == 12  # two people with three ways for each, Today, pause, settings, unsubscribe
    for path in links(mail):
        for method in ("head", "get", "get"):
            assert getattr(Client(), method)(path).status_code in {200, 302}
    assert rows() == before


def test_done_by_a_tap_on_a_phone_and_explained_when_opened_again(
    mail: EmailMessage, device: Callable[..., Device]
) -> None:
    page = device().open(link(mail, "done", nth=1))
    expect(page.get_by_role("heading")).to_have_text("Is it done for Ana?")
    expect(page.locator("body")).not_to_contain_text("Ferreira")
    expect(page.locator("body")).not_to_contain_text("the boat")
    page.get_by_role("button", name="Done").tap()
    expect(page.get_by_role("heading")).to_have_text("Done: off the list.")
    reminder = FollowUp.objects.get(exchange__isnull=True)
    assert reminder.closed_how == ClosedHow.DONE

    page.goto(link(mail, "done", nth=1))
    expect(page.get_by_role("heading")).to_have_text("Already dealt with")
    page.goto(link(mail, "not-needed", nth=1))
    expect(page.get_by_role("heading")).to_have_text("Already dealt with")
    assert FollowUp.objects.get(pk=reminder.pk).closed_how == ClosedHow.DONE


def test_the_log_it_offers_asks_to_sign_in_and_is_filled_in(mail: EmailMessage, device: Callable[..., Device]) -> None:
    page = device().open(link(mail, "done", nth=1))
    page.get_by_role("button", name="Done").tap()
    page.get_by_role("link", name="Log it").tap()
    on_path(page, r"/accounts/login/\?next=.*")
    page.get_by_label("E-mail").fill("alice@example.org")
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Sign in").tap()
    on_path(page, r"/log/\?person=.*")
    expect(page.get_by_role("combobox", name="Who", exact=True)).to_have_value("Ana Ferreira")


def test_a_promise_moved_and_kept_without_scripts(mail: EmailMessage, device: Callable[..., Device]) -> None:
    page = device(java_script_enabled=False).open(link(mail, "snooze"))
    expect(page.get_by_role("heading")).to_have_text("By when will Bo have it?")
    page.get_by_role("button", name="A week").tap()
    expect(page.get_by_role("heading")).to_contain_text("Promised for")
    page.goto(link(mail, "done"))
    expect(page.get_by_role("heading")).to_have_text("This has changed")
    assert Exchange.objects.get().state == ExchangeState.PROMISED


def test_paused_in_one_tap_and_going_on(mail: EmailMessage, device: Callable[..., Device]) -> None:
    page = device().open(link(mail, "pause"))
    page.get_by_role("button", name="Two weeks").tap()
    expect(page.get_by_role("heading")).to_contain_text("Paused until")
    assert User.objects.get().paused_until is not None
    page.get_by_role("button", name="Go on at once").tap()
    expect(page.get_by_role("heading")).to_have_text("The digest goes on")
    assert User.objects.get().paused_until is None


def test_ended_by_the_mail_program_and_turned_on_again_by_the_user(
    mail: EmailMessage, alice: User, device: Callable[..., Device]
) -> None:
    address = urlsplit(str(mail["List-Unsubscribe"]).strip(" <>"))
    field, _, value = str(mail["List-Unsubscribe-Post"]).partition("=")
    assert f"{address.scheme}://{address.netloc}" == "http://testserver"
    assert Client(enforce_csrf_checks=True).post(address.path, {field: value}).status_code == 200
    assert DeliveryChannel.objects.get().is_on is False

    page = device(alice).open(address.path)
    expect(page.get_by_role("heading")).to_have_text("No more digests by e-mail")
    page.get_by_role("link", name="Turn them on again").tap()
    on_path(page, "/settings/channels/")
    assert DeliveryChannel.objects.get().is_on is False


def test_the_preview_leads_to_the_same_pages_and_does_nothing(
    mail: EmailMessage, alice: User, device: Callable[..., Device]
) -> None:
    page = device(alice).open("/digest/html/")
    before = rows()
    address = page.get_by_role("link", name="Done: Ana Ferreira").get_attribute("href")
    page.goto(urlsplit(address or "").path)
    expect(page.get_by_role("heading")).to_have_text("Is it done for Ana?")
    assert rows() == before
    assert FollowUp.objects.filter(state=FollowUpState.CLOSED).count() == 0


def test_the_mail_reads_well_at_any_width_and_in_both_schemes(alice: User, browser: Browser) -> None:
    ana = create_contact(
        by=alice, name="Ana Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulou", days_ago=40
    ).person
    alice.circles.get(name="Monthly").contacts.add(ana.contact)
    log(by=alice, person=ana, days_ago=35, learned="rows across the fjord to work, " * 9)
    create_reminder(by=alice, person=ana, text="x" * 300)
    create_promise(by=alice, person=ana, days_ago=9, due_in=-2, what="the two names of Bergen")
    page = browser.new_page()
    for detail in DigestDetail:
        alice = change_settings(by=alice, values={"digest_detail": detail})
        page.set_content(render_digest(alice, today_of(alice)).html)
        page.evaluate(AXE_SCRIPT)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") == width, (detail, width)
            assert smallest_tap(page) >= 44
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                assert list(violations(page)) == [], (detail, width, scheme)
    page.close()


def smallest_tap(page: Page) -> float:
    """The least height of anything that looks like a button, in pixels."""
    return cast(
        "float", page.evaluate("Math.min(...[...document.querySelectorAll('.tap, .button')].map(a => a.offsetHeight))")
    )
