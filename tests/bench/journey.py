"""How long the two fastest paths take by hand on a phone, and what the first page costs on the wire.

Taps and characters are counted as they are made at 390 px in a real browser, on the house as `make run` starts it; the
waits between them are measured. Seconds: 0.3 a character, 1.2 a tap, and the waits.
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.servers import chromium, house

CHARACTER, TAP = 0.3, 1.2
EMAIL, PASSWORD = "bench@example.org", "quiet lanterns by the canal"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "en-GB"}
EVENING = (
    ("Eva", "tides", "moved to Leeds, ill mother"),
    ("Bo", "the ferry", "restores wooden boats"),
    ("Kari", "hiring", "quit Google, pregnant"),
    ("Dag", "bees", "two hives on the roof"),
    ("Siri", "choirs", "sings alto, knee surgery in May"),
    ("Lars", "night trains", "daughter starts school"),
    ("Mina", "her thesis", "defends it in March, nervous"),
    ("Omar", "tariffs", "opens a shop in Bergen"),
    ("Tone", "lighthouses", "writes a book about them"),
    ("Per", "old Saabs", "sold the blue one, regrets it"),
    ("Yusra", "swimming", "trains for the Øresund"),
    ("Ivar", "potatoes", "took over the farm last week"),
)


@dataclass
class Hand:
    """A hand and an eye at the phone: what it did, and how long the eye waited."""

    taps: int = 0
    characters: int = 0
    waits: list[float] = field(default_factory=list)

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1

    def type(self, page: Page, text: str) -> None:
        """Into whatever has the focus, as a keyboard does."""
        page.keyboard.type(text)
        self.characters += len(text)

    def next_key(self, page: Page) -> None:
        page.keyboard.press("Enter")
        self.characters += 1

    def wait(self, *signs: Locator) -> None:
        """Until all of them are seen."""
        began = time.monotonic()
        for sign in signs:
            expect(sign).to_be_visible()
        self.waits.append(time.monotonic() - began)

    def __str__(self) -> str:
        seconds = self.characters * CHARACTER + self.taps * TAP + sum(self.waits)
        return (
            f"{seconds:6.1f} s   {self.taps} taps, {self.characters} characters,"
            f" {len(self.waits)} waits of {sum(self.waits):.2f} s together"
        )


def one_log(page: Page) -> Hand:
    """From Today to saved, and a contact."""
    hand = Hand()
    hand.tap(page.get_by_role("link", name="Log", exact=True))
    who = page.get_by_role("combobox", name="Who")
    hand.wait(who)
    page.wait_for_load_state()
    write(hand, page, who, ("Ana", "her talk on tides", "left the lab, twins in June"))
    hand.tap(page.get_by_role("button", name="Save", exact=True))
    hand.wait(page.get_by_text("Ana is a contact now."))
    return hand


def one_debrief(page: Page) -> Hand:
    """From Today over naming the event to twelve people saved."""
    hand = Hand()
    for name in ("More", "Events", "Name an event"):
        link = page.get_by_role("link", name=name).first
        hand.wait(link)
        hand.tap(link)
    field = page.get_by_label("Name", exact=False).first
    hand.wait(field)
    hand.tap(field)
    hand.type(page, "Platform Day")
    hand.tap(page.get_by_role("button", name="Go on to the people"))
    rows = page.locator("#rows > li")
    hand.wait(rows.nth(11))
    page.wait_for_load_state()
    for number, note in enumerate(EVENING):
        row = rows.nth(number)
        write(hand, page, row.get_by_role("combobox", name="Who"), note)
        hand.tap(row.get_by_role("button", name="Next person"))
        hand.wait(page.locator("#rows .is-saved").nth(number))
    expect(page.locator("#debrief-sums")).to_contain_text("12 new contacts")
    return hand


def write(hand: Hand, page: Page, who: Locator, note: tuple[str, str, str]) -> None:
    """Name, topic, what was learned; the keyboard's own key leads from field to field."""
    if not who.evaluate("field => field === document.activeElement"):
        hand.tap(who)
    name, talked, learned = note
    hand.type(page, name)
    hand.next_key(page)
    hand.type(page, talked)
    hand.next_key(page)
    hand.type(page, learned)


def first_load(context: BrowserContext, path: str) -> Counter[str]:
    """Bytes on the wire, heads included, of one page with nothing cached, by kind."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    wire.on("Network.responseReceived", lambda seen: kinds.update({seen["requestId"]: seen["type"]}))
    wire.on("Network.loadingFinished", lambda seen: sizes.update({kinds[seen["requestId"]]: seen["encodedDataLength"]}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    page.close()
    return sizes


def signed_in(browser: Browser, address: str, **options: object) -> BrowserContext:
    context = browser.new_context(base_url=address, **PHONE, **options)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()
    return context


def main() -> int:
    with house.running() as home, sync_playwright() as playwright:
        home.manage("open_account", EMAIL, "--password-stdin", typed=PASSWORD)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        context = signed_in(browser, home.address)
        page = context.new_page()
        page.goto("/")
        say(f"one log             {one_log(page)}")
        page.goto("/")
        say(f"a debrief of twelve {one_debrief(page)}")
        say("")
        for coding in ("gzip, deflate, br", "gzip"):
            # Browsers offer brotli over HTTPS and to this very machine only.
            told = signed_in(browser, home.address, extra_http_headers={"Accept-Encoding": coding})
            for name, path in (("Today", "/"), ("the log", "/log/")):
                sizes = first_load(told, path)
                parts = ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in sizes.most_common())
                say(f"first load of {name}, {coding}: {sum(sizes.values()) / 1000:.1f} KB ({parts})")
            told.close()
        browser.close()
    return 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
