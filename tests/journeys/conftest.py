"""What a journey needs: browsers of somebody's own that notice whatever a user never should, on a live server."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import User
from tests.factories import create_account

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
SECONDS = 1000

expect.set_options(timeout=15 * SECONDS)


@dataclass
class Watch:
    """What went wrong in a browser. A journey that means to provoke something says so in ``expected``."""

    # htmx notes on the console that it dropped a verdict which newer words, or a saved row, made pointless.
    expected: set[str] = field(default_factory=lambda: {"htmx:sendAbort", "htmx:afterRequest"})
    seen: list[str] = field(default_factory=list)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Pay no attention meanwhile: it is not the page that acts."""
        before = len(self.seen)
        yield
        del self.seen[before:]

    def note_console(self, message: ConsoleMessage) -> None:
        # Refused requests are judged by their answer below; the browser's own line about them says nothing more.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._note(f"console: {message.text}")

    def note_error(self, error: Error) -> None:
        self._note(f"script: {error}")

    def note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status != 422:
            self._note(f"{response.status} {response.request.method} {response.url}")

    def _note(self, what: str) -> None:
        if not any(re.search(pattern, what) for pattern in self.expected):
            self.seen.append(what)


class Device:
    """One browser profile: its cookies, its storage, its network."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address, self.watch = context, address, Watch()
        context.set_default_timeout(15 * SECONDS)
        context.on("console", self.watch.note_console)
        context.on("response", self.watch.note_response)
        context.on("weberror", lambda problem: self.watch.note_error(problem.error))

    def open(self, path: str = "") -> Page:
        """A new tab, on that page if one is given."""
        page = self.context.new_page()
        if path:
            page.goto(path)
        return page

    def sign_in(self, account: User) -> None:
        """Signed in without the form, which has a journey of its own."""
        client = Client()
        client.force_login(account)
        name = django_settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])

    def lose_session(self) -> None:
        self.context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)


@pytest.fixture
def device(transactional_db: None, browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Device]]:
    """Make devices: ``device(alice)`` is a phone of hers, ``device(alice, **DESK)`` a computer,
    ``device()`` one where nobody is signed in.

    A console error, a script error, a refusal by the content security policy or an answer of 400 and more that the
    journey did not announce fails the test.
    """
    made: list[Device] = []

    def make(account: User | None = None, **options: Any) -> Device:
        given = {"base_url": live_server.url, "timezone_id": "Europe/Oslo", "locale": "en-GB", **(options or PHONE)}
        for key, value in ({} if "viewport" in given else PHONE).items():
            given.setdefault(key, value)
        one = Device(browser.new_context(**given), live_server.url)
        made.append(one)
        if account is not None:
            one.sign_in(account)
        return one

    yield make
    for one in made:
        one.context.close()
    assert [what for one in made for what in one.watch.seen] == []


@pytest.fixture
def alice(transactional_db: None) -> User:
    return create_account(email="alice@example.org")


@pytest.fixture
def mallory(transactional_db: None) -> User:
    return create_account(email="mallory@example.org")


@pytest.fixture
def phone(device: Callable[..., Device], alice: User) -> Device:
    """Alice's phone, 390 px wide."""
    return device(alice)
