"""Sorting by keys in a browser: as fast as somebody presses them."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from contacts.models import Interaction, User
from contacts.vocabulary import Purpose
from tests.factories import create_person
from tests.journeys.conftest import DESK, Device
from tests.services.test_sorting import a_day


def test_keys_pressed_while_an_answer_is_under_way_are_not_lost(device: Callable[..., Device], alice: User) -> None:
    ana = create_person(by=alice, name="Ana Ferreira")
    for ago in (3, 5, 9):
        a_day(alice, ana, days_ago=ago, thread=f"t{ago}", text="See you at the harbour")
    page: Page = device(alice, **DESK).open("/sorting/")
    held: list[Route] = []
    page.route("**/sorting/*/", lambda route: held.append(route) if not held else route.continue_())
    expect(page.locator("[data-sorting]")).to_contain_text("3 days wait")
    with page.expect_request("**/sorting/*/"):
        page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator("[data-sorting]")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator("main")).to_contain_text("Nothing to sort")
    assert Interaction.objects.filter(purpose=Purpose.NEITHER).count() == 3
