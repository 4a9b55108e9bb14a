"""From signing up to the digest in the mailbox: a real browser, a real worker, a real broker, a real mail server."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

import time_machine
from playwright.sync_api import Page, expect

from contacts.models import Contact, Delivery, FollowUp, User
from contacts.services.notifications import sweep_digests
from contacts.vocabulary import DeliveryKind, DeliveryState, FollowUpKind
from tests.conftest import Mailbox
from tests.journeys.conftest import Device
from tests.journeys.steps import on_path, plain, toasts, verdict, who, write
from tests.servers import Server


def monday_before_last() -> datetime:
    """Ten in the morning in Oslo, so long ago that everything planned then is due by now."""
    now = datetime.now(UTC)
    monday = now.date() - timedelta(days=now.weekday() + 7)
    return datetime.combine(monday, time(9), tzinfo=UTC)


def test_from_signing_up_to_the_digest(
    device: Callable[..., Device], worker: Server, mailbox: Mailbox, eventually: Callable[..., Any]
) -> None:
    page = device().open()
    with time_machine.travel(monday_before_last(), tick=True):
        begin = datetime.now(UTC).date()
        sign_up(page)
        see_an_empty_today(page)
        log_ana_by_taps(page)
        promise_her_something(page, due_on=begin + timedelta(days=4))
        see_what_is_planned(page, first_on=begin + timedelta(days=2), promised_on=begin + timedelta(days=4))
        see_tomorrows_digest_and_have_it_say_all(page)

    # Two weeks pass. The sweep that beat sends every minute finds the morning; the worker sends it.
    assert sweep_digests() == 2  # by e-mail and in the app
    eventually(lambda: Delivery.objects.filter(kind=DeliveryKind.MORNING, state=DeliveryState.SENT).exists())
    morning = digests(mailbox)[0]
    check_mail(morning)
    open_from_mail(page, morning)
    assert sweep_digests() == 0

    send_it_to_me_now(page)
    eventually(lambda: len(digests(mailbox)) == 2)
    asked = digests(mailbox)[1]
    assert asked["Message-ID"] != morning["Message-ID"]
    assert Delivery.objects.get(kind=DeliveryKind.ASKED).account.email == "ana.knows@example.org"

    work_through_today(page)


def sign_up(page: Page) -> None:
    page.goto("/")
    # Nobody could sign in yet, so the first page opens the first account.
    on_path(page, r"/accounts/signup/\?next=.*")
    page.get_by_label("E-mail").fill("Ana.Knows@example.org")
    page.get_by_label("Password").fill("quiet lanterns by the canal")
    page.get_by_role("button", name="Open the account").tap()
    on_path(page, "/")
    assert User.objects.get().time_zone == "Europe/Oslo"


def see_an_empty_today(page: Page) -> None:
    expect(page.get_by_role("heading", name="Begin with one real conversation")).to_be_visible()
    expect(page.get_by_text("Nothing is due. That is how the first day should look.")).to_be_visible()


def log_ana_by_taps(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Log").tap()
    on_path(page, "/log/")
    who(page).fill("Ana")
    page.get_by_label("Talked about").fill("her talk on tides")
    expect(verdict(page)).to_contain_text("At the door for now: say what you learned about Ana.")
    page.get_by_label("Learned about them").fill("moved to Leeds, mother ill")
    expect(verdict(page)).to_contain_text("Makes Ana a contact. First follow-up on")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator(".verdict-live")).to_contain_text("Ana is a contact now. First follow-up on")
    assert Contact.objects.get().person.name == "Ana"


def promise_her_something(page: Page, *, due_on: Any) -> None:
    page.get_by_role("link", name="Log another").tap()
    on_path(page, "/log/")
    write(page, name="Ana")
    page.get_by_role("option", name="Ana").first.tap()
    page.get_by_role("checkbox", name="I promised").tap()
    page.get_by_role("textbox", name="I promised").fill("send the tide tables")
    page.locator("[name=i_promised_on]").fill(due_on.isoformat())
    page.get_by_label("Talked about").fill("the harbour")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator(".verdict-live")).to_contain_text("Noted with Ana. It counts as keeping in touch.")
    assert Contact.objects.count() == 1


def see_what_is_planned(page: Page, *, first_on: Any, promised_on: Any) -> None:
    page.goto("/follow-ups/")
    listed = page.locator("#follow-ups")
    expect(listed).to_contain_text("First follow-up")
    expect(listed).to_contain_text("You promised")
    expect(listed).to_contain_text("send the tide tables")
    expect(listed).to_contain_text(plain(promised_on))
    planned = dict(FollowUp.objects.values_list("kind", "due_on"))
    assert planned == {FollowUpKind.FIRST: first_on, FollowUpKind.PROMISE_MINE: promised_on}


def see_tomorrows_digest_and_have_it_say_all(page: Page) -> None:
    page.goto("/digest/")
    expect(page.get_by_role("heading", name="The next digest")).to_be_visible()
    page.get_by_role("link", name="Change days, hour and detail").tap()
    for day in ("Saturday", "Sunday"):
        page.get_by_label(day).check()
    page.get_by_label("At", exact=True).fill("00:00")
    page.get_by_label("everything that makes it personal").check()
    page.get_by_role("button", name="Save").tap()
    expect(toasts(page)).to_contain_text("Saved.")


def digests(mailbox: Mailbox) -> list[EmailMessage]:
    return [mail for mail in mailbox.mails if mail["X-Rapport-Kind"] == "digest"]


def check_mail(mail: EmailMessage) -> None:
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert mail["To"] == "ana.knows@example.org"
    assert text
    assert html
    for part in (text.get_content(), html.get_content()):
        assert "Ana" in part
        assert "send the tide tables" in part
        assert "moved to Leeds, mother ill" in part
    assert "<script" not in html.get_content()


def open_from_mail(page: Page, mail: EmailMessage) -> None:
    """The link in the mail leads to the person; its host is the house's own address."""
    text = mail.get_body(("plain",))
    assert text
    link = next(line for line in text.get_content().splitlines() if "/people/" in line)
    host, path = link[: link.index("/people/")], link[link.index("/people/") :]
    assert host == "http://testserver"
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana")


def send_it_to_me_now(page: Page) -> None:
    page.goto("/digest/")
    expect(page.locator(".mail-text")).to_contain_text("Ana")
    page.get_by_role("button", name="Send it to me now").tap()
    expect(toasts(page)).to_contain_text("is on its way to ana.knows@example.org")
    # The list of sends asks again by itself until the worker is done.
    expect(page.locator("#sent li").first).to_contain_text("Sent.")


def work_through_today(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="A promise is late")).to_be_visible()
    page.get_by_role("button", name="Kept it").first.tap()
    expect(toasts(page)).to_contain_text("Undo")
    page.get_by_role("button", name="Done").first.tap()
    page.get_by_role("link", name="Log what was said").tap()
    on_path(page, r"/log/\?.*")
    expect(who(page)).to_have_value("Ana")
    page.goto("/")
    expect(page.get_by_role("heading", name="Nothing is due today")).to_be_visible()
