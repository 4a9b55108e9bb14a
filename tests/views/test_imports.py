"""The pages of imports: a file comes in by a stream, is looked at, brought in, told of, taken back."""

import csv
import io
import os
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from contacts.models import ImportBatch, Person, User
from contacts.services.imports import receive as receive_file
from contacts.services.imports import run_to_the_end, start
from contacts.services.private_files import sweep_left_behind
from contacts.views import imports as pages
from contacts.vocabulary import ImportState
from tests.factories import create_account, create_person

pytestmark = pytest.mark.django_db

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def connections(*people: str) -> bytes:
    """LinkedIn's Connections.csv. A person is ``Ana Ferreira`` or a whole row of the file."""
    rows = [HEADER]
    for number, person in enumerate(people):
        first, _, last = person.partition(" ")
        row = f"{first},{last},https://www.linkedin.com/in/p{number}-{first.lower()},,Quill,Editor,08 Feb 2026"
        rows.append(person if "," in person else row)
    return "\r\n".join(rows).encode()


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


@pytest.fixture
def alice() -> User:
    return create_account()


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def upload(client: Client, content: bytes, *, name: str = "Connections.csv", **fields: Any) -> Any:
    data = {"entry_key": str(uuid4()), "file": SimpleUploadedFile(name, content), **fields}
    return client.post(reverse("import_upload"), data, headers=fields.pop("headers", {}))


def brought(alice: User, content: bytes, *, name: str = "Connections.csv") -> ImportBatch:
    """A file that was read, as far as that goes without an answer."""
    batch = receive_file(by=alice, file=ContentFile(content), name=name, entry_key=uuid4())
    run_to_the_end(batch)
    return batch


def ended(alice: User, content: bytes) -> ImportBatch:
    batch = start(by=alice, batch=brought(alice, content), choices={})
    run_to_the_end(batch)
    return batch


def page(client: Client, batch: ImportBatch, name: str = "import_batch", **query: Any) -> Any:
    return client.get(reverse(name, args=[batch.public_id]), query)


# The file


def test_keeps_the_file_and_leads_to_its_page(client: Client, alice: User) -> None:
    response = upload(client, connections("Ana Ferreira"))
    batch = ImportBatch.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("import_batch", args=[batch.public_id])
    assert batch.owner == alice
    assert (batch.file_name, batch.state) == ("Connections.csv", ImportState.READING)
    assert batch.file.read() == connections("Ana Ferreira")


def test_answers_the_script_with_the_way_to_the_page(client: Client) -> None:
    response = client.post(
        reverse("import_upload"),
        {"entry_key": str(uuid4()), "file": SimpleUploadedFile("a.csv", connections("Ana Ferreira"))},
        headers={"HX-Request": "true", "HX-Target": "upload"},
    )
    assert response.status_code == 200
    assert response["HX-Redirect"] == reverse("import_batch", args=[ImportBatch.objects.get().public_id])


def test_sent_twice_is_one_import(client: Client) -> None:
    key = str(uuid4())
    first, second = (upload(client, connections("Ana Ferreira"), entry_key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert ImportBatch.objects.count() == 1


def test_another_file_from_a_page_gone_back_to_is_another_import(client: Client) -> None:
    key = str(uuid4())
    for name in ("Ana Ferreira", "Bo Lindqvist"):
        assert upload(client, connections(name), entry_key=key).status_code == 302
    assert ImportBatch.objects.count() == 2


@pytest.mark.parametrize("key", ["", "nonsense", "\x00"])
def test_takes_the_file_without_a_key_that_is_one(client: Client, key: str) -> None:
    response = upload(client, connections("Ana Ferreira"), entry_key=key)
    assert response.status_code in {302, 422}


def test_refuses_an_empty_file_with_a_sentence_beside_the_field(client: Client) -> None:
    response = upload(client, b"")
    assert response.status_code == 422
    assert "This file is empty" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_refuses_a_post_without_a_file(client: Client) -> None:
    response = client.post(reverse("import_upload"), {"entry_key": str(uuid4())})
    assert response.status_code == 422
    assert "Choose the file first." in response.content.decode()


@pytest.mark.parametrize("by_script", [False, True])
def test_refuses_what_is_too_large_and_keeps_none_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings, *, by_script: bool
) -> None:
    monkeypatch.setattr(pages, "LARGEST", 1000)
    headers = {"HX-Request": "true", "HX-Target": "upload"} if by_script else {}
    for size in (1001, 200_000):  # found out while it comes in, and by what was announced
        response = client.post(
            reverse("import_upload"), {"file": SimpleUploadedFile("a.csv", b"x" * size)}, headers=headers
        )
        assert response.status_code == 422
        assert "larger than 200 MB" in response.content.decode()
        assert ("<html" in response.content.decode()) is not by_script
    assert not ImportBatch.objects.exists()
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


def test_says_so_when_the_disk_is_full(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    def no_room(self: Any, *given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile._TemporaryFileWrapper.write", no_room, raising=False)
    response = upload(client, connections("Ana Ferreira"))
    assert response.status_code == 422
    assert "no room left" in response.content.decode()
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


def test_writes_even_a_small_file_to_disk_and_nothing_to_memory(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(**given: Any) -> ImportBatch:
        seen.append(given["file"].temporary_file_path())
        return receive_file(**given)

    monkeypatch.setattr(pages, "receive", look)
    assert upload(client, b"a" * 10).status_code == 302
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a" * 300 + ".csv", "a" * 40),
        ("🎉🇳🇴 venner.csv", "🎉🇳🇴 venner.csv"),
        ("أصدقاء.csv", "أصدقاء.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\friends.csv", "friends.csv"),
        ("x." + "y" * 300, "x"),
        ("<script>alert(1)</script>.csv", "script&gt;.csv"),
    ],
)
def test_takes_any_name_and_shows_it_as_text(client: Client, name: str, shown: str) -> None:
    response = upload(client, connections("Ana Ferreira"), name=name)
    assert response.status_code == 302
    batch = ImportBatch.objects.get()
    assert len(batch.file_name) <= 200
    for address in (reverse("imports"), response["Location"]):
        text = client.get(address).content.decode().replace("\N{SOFT HYPHEN}", "")
        assert shown in text
        assert "<script>alert" not in text


def test_a_forged_form_is_refused_though_the_handler_comes_first(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert upload(client, connections("Ana Ferreira")).status_code == 403
    assert not ImportBatch.objects.exists()


def test_signing_in_again_leads_to_the_list_and_not_to_an_error(client: Client) -> None:
    address = reverse("import_upload")
    assert Client().post(address)["Location"] == f"{reverse('account_login')}?next={address}"
    assert client.get(address)["Location"] == reverse("imports")


# The list


def test_lists_imports_newest_first_without_the_discarded(client: Client, alice: User) -> None:
    brought(alice, connections("Ana Ferreira"), name="first.csv")
    gone = brought(alice, connections("Bo Lindqvist"), name="gone.csv")
    brought(alice, connections("Cleo Marsh"), name="third.csv")
    client.post(reverse("import_discard", args=[gone.public_id]))
    text = client.get(reverse("imports")).content.decode()
    assert text.index("third.csv") < text.index("first.csv")
    assert "gone.csv" not in text
    assert "Waits for your yes" in text


def test_list_costs_the_same_for_many(client: Client, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("imports"))
        return len(seen)

    brought(alice, connections("Ana Ferreira"))
    once = queries()
    for _ in range(4):
        brought(alice, connections("Ana Ferreira"))
    assert queries() == once


# On its way


def test_shows_how_far_it_is_and_asks_again_by_itself(client: Client, alice: User) -> None:
    batch = receive_file(by=alice, file=ContentFile(connections("Ana Ferreira")), name="a.csv", entry_key=uuid4())
    text = page(client, batch).content.decode()
    assert "The file is being read" in text
    assert f'hx-get="{reverse("import_progress", args=[batch.public_id])}' in text
    assert '<meta http-equiv="refresh"' in text
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, total=2000, done=500)
    part = client.get(
        reverse("import_progress", args=[batch.public_id]),
        headers={"HX-Request": "true", "HX-Target": "import-progress"},
    ).content.decode()
    assert "<html" not in part
    assert 'value="25"' in part
    assert "500 of 2,000 rows" in part
    assert "20 percent" in part


def test_says_aloud_only_what_is_new(client: Client, alice: User) -> None:
    batch = receive_file(by=alice, file=ContentFile(connections("Ana Ferreira")), name="a.csv", entry_key=uuid4())
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, total=2000, done=500)
    address = reverse("import_progress", args=[batch.public_id])
    answer = client.get(address, {"said": "running20"}, headers={"HX-Request": "true"}).content.decode()
    assert "20 percent" not in answer


def test_leads_to_the_page_once_the_worker_is_done(client: Client, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    response = client.get(reverse("import_progress", args=[batch.public_id]), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("import_batch", args=[batch.public_id])


# Before it runs


def test_preview_counts_and_shows_who_would_come(client: Client, alice: User) -> None:
    create_person(by=alice, name="Bo Lindqvist", organisation="Quill")
    batch = brought(alice, connections("Ana Ferreira", "Bo Lindqvist", ",,,,,,08 Feb 2026", "," * 6 + "nonsense"))
    text = page(client, batch).content.decode()
    assert "1 person is new" in text
    assert "1 you know already" in text
    assert "Bring in 1 person" in text
    assert "Nobody gets a message" in text
    assert "Ferreira" in text
    known = page(client, batch, show="known").content.decode()
    assert "the same name and firm" in known


def test_preview_shows_both_values_where_they_differ(client: Client, alice: User) -> None:
    create_person(by=alice, name="Ana Ferreira", email="ana@example.org", organisation="Tidewater", role="Pilot")
    row = "Ana,Ferreira,https://www.linkedin.com/in/ana,ana@example.org,Quill,Editor,08 Feb 2026"
    batch = brought(alice, connections(row))
    text = page(client, batch, show="conflicts").content.decode()
    assert "Keep what is noted" in text
    assert "Take what the file says" in text
    for value in ("Tidewater", "Quill", "Pilot", "Editor"):
        assert value in text
    client.post(reverse("import_start", args=[batch.public_id]), {"conflicts": "take"})
    run_to_the_end(batch)
    assert Person.objects.get().organisation == "Quill"


def test_refuses_to_start_with_nonsense_and_keeps_the_preview(client: Client, alice: User) -> None:
    create_person(by=alice, name="Ana Ferreira", email="ana@example.org", organisation="Tidewater")
    row = "Ana,Ferreira,https://www.linkedin.com/in/ana,ana@example.org,Quill,Editor,08 Feb 2026"
    batch = brought(alice, connections(row))
    response = client.post(reverse("import_start", args=[batch.public_id]), {"conflicts": "burn"})
    assert response.status_code == 422
    assert "Choose whether to keep or to take." in response.content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportState.READY


def test_started_twice_and_from_an_old_tab_runs_once(client: Client, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    address = reverse("import_start", args=[batch.public_id])
    for _ in range(2):
        assert client.post(address)["Location"] == reverse("import_batch", args=[batch.public_id])
    run_to_the_end(batch)
    assert client.post(address).status_code == 302
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["import_start", "import_cancel", "import_discard"])
def test_steps_asked_without_a_form_lead_to_the_page_and_do_nothing(client: Client, alice: User, name: str) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    assert page(client, batch, name)["Location"] == reverse("import_batch", args=[batch.public_id])
    batch.refresh_from_db()
    assert batch.state == ImportState.READY


def test_discarded_is_gone_with_a_page_that_says_so(client: Client, alice: User) -> None:
    batch = brought(alice, connections("Ana Ferreira"))
    address = reverse("import_discard", args=[batch.public_id])
    assert client.post(address)["Location"] == reverse("imports")
    for response in (client.post(address), page(client, batch)):
        assert response.status_code == 404
        assert "Perhaps it was discarded" in response.content.decode()
    assert not Person.objects.exists()


def test_a_picture_is_told_for_what_it_is(client: Client, alice: User) -> None:
    batch = brought(alice, b"\x89PNG\r\n\x1a\n" + bytes(200), name="Connections.csv")
    text = page(client, batch).content.decode()
    assert "This file cannot be read" in text
    assert "This is a picture" in text


# The columns of a table


def test_asks_what_the_columns_are_and_remembers(client: Client, alice: User) -> None:
    content = table("wer,firma,merke", "Ana Ferreira,Quill,likes tea", "Bo,Tidewater,")
    batch = brought(alice, content, name="liste.csv")
    assert batch.state == ImportState.MAPPING
    assert page(client, batch)["Location"] == reverse("import_columns", args=[batch.public_id])
    text = page(client, batch, "import_columns").content.decode()
    for shown in ("wer", "Ana Ferreira", "likes tea", "Tidewater"):
        assert shown in text
    address = reverse("import_columns", args=[batch.public_id])
    refused = client.post(address, {"column_0": "", "column_1": "organisation", "column_2": "note"})
    assert refused.status_code == 422
    assert "Say which column holds the name" in refused.content.decode()
    chosen = {"column_0": "name", "column_1": "organisation", "column_2": "note"}
    assert client.post(address, chosen)["Location"] == reverse("import_batch", args=[batch.public_id])
    run_to_the_end(batch)
    assert "2 people are new" in page(client, batch).content.decode()
    again = brought(alice, content, name="liste.csv")
    assert "as you said the last time" in page(client, again, "import_columns").content.decode()


# Afterwards


def test_report_tells_of_every_row(client: Client, alice: User) -> None:
    create_person(by=alice, name="Bo Lindqvist", organisation="Quill")
    batch = ended(alice, connections("Ana Ferreira", "Bo Lindqvist", ",,,,,,08 Feb 2026"))
    text = page(client, batch).content.decode()
    assert "Your network is in" in text
    assert "1 person came to the door." in text
    assert "Of 3 rows" in text
    for show in ("added", "left_out", "nonsense", "\x00"):
        assert page(client, batch, show=show, page="x").status_code == 200
    ana = Person.objects.get(name="Ana Ferreira")
    assert reverse("person", args=[ana.public_id]) in page(client, batch, show="added").content.decode()


def test_report_comes_as_a_file_that_no_spreadsheet_runs(client: Client, alice: User) -> None:
    row = "=HYPERLINK(1),Ferreira,https://www.linkedin.com/in/ana,,Quill,Editor,08 Feb 2026"
    batch = ended(alice, connections(row, ",,,,,,08 Feb 2026"))
    response = page(client, batch, "import_report")
    assert response["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert lines[0][:3] == ["file", "line", "what"]
    assert len(lines) == 3
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_rows_cost_the_same_for_many(client: Client, alice: User) -> None:
    def queries(batch: ImportBatch) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client, batch, show="added")
        return len(seen)

    few = ended(alice, connections(*(f"Ana{number} Ferreira" for number in range(3))))
    many = ended(alice, connections(*(f"Bo{number} Lindqvist" for number in range(30))))
    assert queries(few) == queries(many)


def test_undo_says_what_goes_and_what_stays(client: Client, alice: User) -> None:
    batch = ended(alice, connections("Ana Ferreira", "Bo Lindqvist"))
    Person.objects.filter(name="Bo Lindqvist").update(version=2)
    address = reverse("import_undo", args=[batch.public_id])
    text = client.get(address).content.decode()
    assert "1 person" in text
    assert "with whom you did something since" in text
    for _ in range(2):
        assert client.post(address)["Location"] == reverse("import_batch", args=[batch.public_id])
    run_to_the_end(batch)
    assert [person.name for person in Person.objects.all()] == ["Bo Lindqvist"]
    done = page(client, batch).content.decode()
    assert "This import was undone" in done
    assert client.get(address)["Location"] == reverse("import_batch", args=[batch.public_id])


def test_a_row_about_somebody_deleted_leads_nowhere(client: Client, alice: User) -> None:
    batch = ended(alice, connections("Ana Ferreira"))
    person = Person.objects.get()
    Person.objects.filter(pk=person.pk).update(deleted_at=batch.finished_at)
    text = page(client, batch, show="added").content.decode()
    assert reverse("person", args=[person.public_id]) not in text
    assert "Ferreira" in text


def test_nobody_else_sees_the_file_or_its_rows(alice: User) -> None:
    batch = ended(alice, connections("Ana Ferreira"))
    client = Client()
    client.force_login(create_account(email="mallory@example.org"))
    for name in ("import_batch", "import_columns", "import_progress", "import_undo", "import_report"):
        response = page(client, batch, name)
        assert response.status_code == 404
        assert "Ferreira" not in response.content.decode()


def test_a_zip_shows_what_is_read_and_what_is_not_for_us(client: Client, alice: User) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Connections.csv", connections("Ana Ferreira"))
        archive.writestr("Learning.csv", "Content Title\nHow to bow\n")
    batch = brought(alice, packed.getvalue(), name="export.zip")
    text = page(client, batch).content.decode()
    assert "1 file of the zip is read" in text
    assert "1 file of the zip is not for us" in text
    assert "Learning.csv" in text


def test_an_upload_that_was_cut_off_is_cleared_away_after_a_day(settings: Settings) -> None:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    old, new = folder / "tmpold.upload", folder / "tmpnew.upload"
    for path in (old, new):
        path.write_bytes(b"half a file")
    os.utime(old, (0, 0))
    sweep_left_behind()
    assert not old.exists()
    assert new.exists()
    new.unlink()
