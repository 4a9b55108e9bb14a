"""A network comes in and goes again in a browser: by thumb, by keyboard, without a script, from two tabs."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from contacts.models import Contact, ImportBatch, Person, User
from contacts.services.imports import receiving, run_to_the_end
from contacts.vocabulary import ImportState
from tests.factories import create_person
from tests.journeys.conftest import DESK, Device
from tests.journeys.steps import on_path
from tests.journeys.test_pages import everything_wrong
from tests.views.test_imports import brought, connections, ended

BATCH = r"/imports/[-0-9a-f]{36}/"


@pytest.fixture
def linkedin_zip(tmp_path: Path) -> Path:
    """An export as LinkedIn packs it, with somebody who closed their account and a file that is not for us."""
    people = connections("Ana Ferreira", "Bo Lindqvist", "Cleo Marsh", ",,,,,,08 Feb 2026").decode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", f'Notes:\r\n"Some addresses are missing"\r\n\r\n{people}')
        archive.writestr("Learning.csv", "Content Title\nHow to bow\n")
    path = tmp_path / "Basic_LinkedInDataExport_11-22-2026.zip"
    path.write_bytes(packed.getvalue())
    return path


def test_a_network_comes_in_and_goes_again(phone: Device, alice: User, linkedin_zip: Path) -> None:
    create_person(by=alice, name="Bo Lindqvist", organisation="Quill")
    page = phone.open("/")
    page.get_by_role("link", name="Bring your network").click()
    on_path(page, "/imports/")
    page.locator("summary", has_text="LinkedIn").click()
    expect(page.get_by_text("It need not be unpacked.")).to_be_visible()
    page.get_by_label("Your file").set_input_files(linkedin_zip)
    page.get_by_role("button", name="Look at what is in it").click()
    on_path(page, BATCH)
    expect(page.get_by_role("heading", name="What is in the file")).to_be_visible()
    main = page.locator("main")
    expect(main).to_contain_text("2 people are new. 1 you know already. 1 row is left out.")
    expect(main).to_contain_text("Nobody gets a message")
    page.get_by_role("link", name="Left out").click()
    expect(page.locator("#rows")).to_contain_text("closed their LinkedIn account")
    assert Person.objects.count() == 1

    page.get_by_role("button", name="Bring in 2 people").click()
    expect(page.get_by_role("heading", name="Your network is in")).to_be_visible()
    expect(main).to_contain_text("2 people came to the door.")
    assert not Contact.objects.exists()
    with page.expect_download() as file:
        page.get_by_role("link", name="As CSV").click()
    assert "Ana Ferreira" in file.value.path().read_text(encoding="utf-8-sig")

    page.get_by_role("link", name="Undo this import").click()
    expect(main).to_contain_text("2 people")
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_role("heading", name="This import was undone")).to_be_visible()
    assert [person.name for person in Person.objects.all()] == ["Bo Lindqvist"]


def test_an_import_with_the_keyboard_alone(device: Callable[..., Device], alice: User, linkedin_zip: Path) -> None:
    page = device(alice, **DESK).open("/imports/")
    page.locator("summary", has_text="Google").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("contacts.google.com")).to_be_visible()
    field = page.get_by_label("Your file")
    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choose the file first.")).to_be_visible()
    expect(field).to_be_focused()
    field.set_input_files(linkedin_zip)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    on_path(page, BATCH)
    button = page.get_by_role("button", name="Bring in 3 people")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your network is in")).to_be_visible()
    assert Person.objects.count() == 3


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    phone: Device, monkeypatch: pytest.MonkeyPatch, linkedin_zip: Path
) -> None:
    monkeypatch.setattr("contacts.forms.imports.LARGEST", 10)
    page = phone.open("/imports/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Your file").set_input_files(linkedin_zip)
    expect(page.get_by_role("alert")).to_contain_text("so it was not kept")
    page.get_by_role("button", name="Look at what is in it").click()
    expect(page.get_by_label("Your file")).to_be_focused()
    assert sent == []


def test_without_a_script_it_is_the_same_way(device: Callable[..., Device], alice: User, linkedin_zip: Path) -> None:
    page = device(alice, java_script_enabled=False, **DESK).open("/imports/")
    page.get_by_label("Your file").set_input_files(linkedin_zip)
    page.get_by_role("button", name="Look at what is in it").click()
    on_path(page, BATCH)
    page.get_by_role("button", name="Bring in 3 people").click()
    expect(page.get_by_role("heading", name="Your network is in")).to_be_visible()
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_role("heading", name="This import was undone")).to_be_visible()
    assert not Person.objects.exists()


def test_two_tabs_and_the_way_back_start_nothing_twice(phone: Device, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    address = f"/imports/{batch.public_id}/"
    first, second = phone.open(address), phone.open(address)
    first.get_by_role("button", name="Bring in 1 person").dblclick()
    expect(first.get_by_role("heading", name="Your network is in")).to_be_visible()
    second.get_by_role("button", name="Discard the file").click()
    expect(second.get_by_text("This import was started already")).to_be_visible()
    expect(second.get_by_role("heading", name="Your network is in")).to_be_visible()
    first.go_back()
    assert Person.objects.count() == 1


def test_a_session_that_ended_leads_back_to_the_import(phone: Device, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    page = phone.open(f"/imports/{batch.public_id}/")
    phone.lose_session()
    page.get_by_role("button", name="Bring in 1 person").click()
    on_path(page, r"/accounts/login/\?next=.*start.*")
    phone.sign_in(alice)
    page.goto(f"/imports/{batch.public_id}/start/")
    expect(page.get_by_role("heading", name="What is in the file")).to_be_visible()
    assert not Person.objects.exists()


def test_progress_moves_by_itself_and_can_be_cancelled(phone: Device, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira", "Bo Lindqvist"))
    # As while a worker is at it.
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, total=200, done=50)
    page = phone.open(f"/imports/{batch.public_id}/")
    bar = page.get_by_role("progressbar", name="How far it is")
    expect(bar).to_have_attribute("value", "25")
    ImportBatch.objects.filter(pk=batch.pk).update(done=150)
    expect(bar).to_have_attribute("value", "75")
    expect(page.locator("#said")).to_have_text("70 percent")
    ImportBatch.objects.filter(pk=batch.pk).update(cancel_asked=True)
    expect(page.get_by_text("It is being stopped.")).to_be_visible()
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.READY, cancel_asked=False)
    expect(page.get_by_role("heading", name="What is in the file")).to_be_visible()


def test_states_without_an_address_of_their_own_are_well_made(phone: Device, alice: User) -> None:
    """The list of addresses shows a preview; the same address shows four other pages."""
    create_person(by=alice, name="Ana Ferreira", email="ana@example.org", organisation="Tidewater")
    row = "Ana,Ferreira,https://www.linkedin.com/in/ana,ana@example.org,Quill,Editor,08 Feb 2026"
    long_name = "Ein_außerordentlich_langer_Dateiname_" * 5 + "أصدقاء🎉.csv"
    reading = receiving.receive(by=alice, file=ContentFile(b"x"), name=long_name, entry_key=uuid4())
    run_to_the_end(reading)
    ImportBatch.objects.filter(pk=reading.pk).update(state=ImportState.RUNNING, total=9, done=3)
    worlds = {
        "running": reading,
        "failed": brought(alice, b"\x89PNG\r\n\x1a\n" + bytes(99), name=long_name),
        "differing": brought(alice, connections(row), name=long_name),
        "report": ended(alice, connections("Bo Lindqvist", "," * 6, "x" * 300 + ",,,,,,")),
    }
    paths = {state: f"/imports/{batch.public_id}/" for state, batch in worlds.items()}
    paths |= {"list": "/imports/", "undo": f"{paths['report']}undo/", "gone": f"/imports/{uuid4()}/"}
    paths["columns"] = f"/imports/{brought(alice, b'wer,merke').public_id}/columns/"
    phone.watch.expected.add("404 GET")
    page, wrong = phone.open(), {}
    for state, path in paths.items():
        page.goto(path)
        found = seen_by_axe(phone, page)
        if found:
            wrong[state] = found
    assert wrong == {}


def seen_by_axe(device: Device, page: Page) -> list[str]:
    with device.watch.away():  # the policy refuses axe's own style elements, and says so
        page.evaluate(AXE_SCRIPT)
        return list(everything_wrong(page))
