"""`make images`: the pictures of docs/images, taken from the example network in a real browser at both widths."""

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.servers import chromium, house

FOLDER = house.ROOT / "docs" / "images"
WIDTHS = (390, 1280)
# Where a picture ends, in CSS pixels from the top.
HEIGHTS = {"today": (1500, 1000), "balance": (1500, 1000), "person": (1700, 1250), "debrief": (2080, 1600)}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with house.running() as home, sync_playwright() as playwright:
        said = home.manage("demo")
        told = re.search(r"as (\S+) with the password (\S+)", said)
        assert told, said
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, "--lang=en-GB"])
        for width in WIDTHS:
            take_all(browser, home.address, told.groups(), width)
        browser.close()
    for path in sorted(FOLDER.glob("*.png")):
        sys.stdout.write(f"{path.relative_to(house.ROOT)}  {path.stat().st_size // 1024} KB\n")
    return 0


def take_all(browser: Browser, address: str, account: Sequence[str], width: int) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        locale="en-GB",
        timezone_id="Europe/Oslo",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(account[0])
    page.get_by_label("Password").fill(account[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto("/")
    take(page, "today")
    page.goto("/balance/")
    take(page, "balance")
    page.goto("/balance/?show=ask_only")
    page.goto(page.locator(".brow .name a").first.get_attribute("href") or "")
    take(page, "person")
    open_debrief(page)
    take(page, "debrief")
    context.close()


def open_debrief(page: Page) -> None:
    """The evening that is being written up, with a row just being typed."""
    page.goto("/events/")
    for href in [link.get_attribute("href") for link in page.locator("a.event-row").all()]:
        page.goto(f"{href}debrief/")
        if page.locator("#rows details.is-saved").count() >= 3:
            break
    row = page.locator("#rows details[open]:not(.is-saved) form")
    row.get_by_role("combobox", name="Who").fill("Jorunn Solheim")
    row.get_by_label("Talked about", exact=True).fill("who gets woken when the ferry timetable breaks")
    row.get_by_label("Learned about them", exact=True).fill("takes over the on-call team in January, has never led one")
    row.get_by_role("checkbox", name="I promised").check()
    row.get_by_role("textbox", name="I promised").fill("the runbook we wrote last winter")
    row.get_by_label("By", exact=True).first.fill((datetime.now(UTC).date() + timedelta(days=9)).isoformat())
    expect(row.locator(".verdict-slot")).to_contain_text("Makes Jorunn a contact.")
    page.evaluate("document.activeElement.blur()")


def take(page: Page, name: str) -> None:
    """The top of the page as a window of that height would show it."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.set_viewport_size({"width": width, "height": HEIGHTS[name][WIDTHS.index(width)]})
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}-{width}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
