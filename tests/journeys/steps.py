"""What a user does in several journeys, in the words that the screen shows."""

import re
from datetime import date

from playwright.sync_api import Locator, Page

TALKED = "how the harbour library lends out tools"
LEARNED = "grew up in Trondheim, restores wooden boats"

# As typed on a phone: the two texts of the 20 seconds.
ANA = ("Ana Ferreira", "her talk on tides", "moved to Leeds, mother ill")


def who(where: Page | Locator) -> Locator:
    return where.get_by_role("combobox", name="Who", exact=True)


def write(where: Page | Locator, *, name: str = "", talked: str = "", learned: str = "") -> None:
    """Fill the three fields of a log or of a debrief's row; an empty text leaves its field alone."""
    if name:
        who(where).fill(name)
    if talked:
        where.get_by_label("Talked about", exact=True).fill(talked)
    if learned:
        where.get_by_label("Learned about them", exact=True).fill(learned)


def verdict(where: Page | Locator) -> Locator:
    return where.locator(".verdict-slot")


def toasts(page: Page) -> Locator:
    return page.locator("#toasts")


def on_path(page: Page, path: str) -> None:
    """Wait until the page of that path (a pattern) has arrived, scripts and all."""
    page.wait_for_url(re.compile(rf"^https?://[^/]+{path}$"))


def plain(day: date) -> str:
    """``Wed 25 Nov``, as the product says a day of this year."""
    return f"{day:%a} {day.day} {day:%b}"
