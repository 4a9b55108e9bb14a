"""`manage.py import_file`: the same import without a browser, and a last line to build on."""

import io
import os
import threading
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from contacts.management.commands import import_file
from contacts.models import ImportBatch, Message, Person
from contacts.models.imports import private_storage
from contacts.services.imports import running
from contacts.vocabulary import ImportState
from contacts.wording_imports import unreadable_sentence
from tests.factories import create_account
from tests.importers.files import MESSAGES, message, profile, table
from tests.services.imports.files import connections, many

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("import_file", *words, "--owner", "Alice@example.org")
    return capsys.readouterr().out.splitlines()[-1]


def test_the_last_line_says_what_became_of_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_account()
    path = tmp_path / "Connections.csv"
    path.write_bytes(connections(*many(3), "only,one", ",,,,,,08 Feb 2024"))
    line = run(capsys, str(path))
    assert line == "5 rows: 3 added, 0 matched, 1 left out, 1 refused"
    assert run(capsys, str(path)) == "5 rows: 0 added, 3 matched, 1 left out, 1 refused"
    assert Person.objects.count() == 3
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {ImportState.DONE}


def test_columns_are_named_on_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_account()
    path = tmp_path / "x.csv"
    path.write_text("Wer;Wo\nAna;Oslo\n", encoding="utf-8")
    with pytest.raises(CommandError, match="“Wer”, “Wo”"):
        run(capsys, str(path))
    assert not ImportBatch.objects.exists()
    assert run(capsys, str(path), "--map", "Wer=name", "--map", "Wo=place").startswith("1 rows: 1 added")
    assert Person.objects.get().place == "Oslo"


@pytest.mark.parametrize(
    ("words", "why"),
    [(["--map", "Wer"], "COLUMN=FIELD"), (["--map", "Wer=shoe"], "COLUMN=FIELD"), (["--map", "Wem=name"], "no column")],
)
def test_nonsense_is_said_and_nothing_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    create_account()
    path = tmp_path / "x.csv"
    path.write_text("Wer;Wo\nAna;Oslo\n", encoding="utf-8")
    with pytest.raises(CommandError, match=why):
        run(capsys, str(path), *words)
    assert not ImportBatch.objects.exists() and not Person.objects.exists()


def test_no_account_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="no account"):
        run(capsys, str(tmp_path / "x.csv"))
    create_account()
    with pytest.raises(CommandError, match="cannot be read"):
        run(capsys, str(tmp_path / "x.csv"))


def stored() -> set[str]:
    """The files of imports that are kept."""
    storage = private_storage()
    return set(storage.listdir("imports")[1]) if storage.exists("imports") else set()


def _zip(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image_file"),
        (b"%PDF-1.4 x", "pdf_file"),
        (b"\n\n\n", "empty_file"),
        (_zip(("Connections.csv", connections(*many(9))))[:90], "archive_cut"),
        (_zip(("zeros.csv", bytes(20_000_000))), "archive_bomb"),
        (_zip(("inner.zip", _zip(("Connections.csv", connections(*many(2)))))), "archive_in_archive"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
) -> None:
    create_account()
    path, before = tmp_path / "file", stored()
    path.write_bytes(content)
    with pytest.raises(CommandError) as told:
        run(capsys, str(path))
    assert str(told.value) == unreadable_sentence(why, {"name": "inner.zip"})
    assert not ImportBatch.objects.exists() and not Person.objects.exists()
    assert stored() == before


def _conversation(tmp_path: Path) -> Path:
    path = tmp_path / "messages.csv"
    mine = {"from": "Alice Adeyemi", "sender_profile_url": profile("alice"), "to": "Ana Sousa"}
    more = {"recipient_profile_urls": profile("ana-sousa"), "content": "I read the draft tomorrow"}
    path.write_bytes(table(MESSAGES, message(), message(**mine, **more)))
    return path


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], r"Ana Sousa \(linkedin.com/in/ana-sousa\)"),
        (["--me", "alice"], "not the address of a profile"),
        (["--me", "https://www.linkedin.com/in/alcie"], "Nobody with this address"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_whose_messages_they_are_has_to_be_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    create_account()
    before = stored()
    with pytest.raises(CommandError, match=why):
        run(capsys, str(_conversation(tmp_path)), *words)
    assert not ImportBatch.objects.exists() and not Person.objects.exists()
    assert stored() == before


def test_whose_messages_they_are_is_said_on_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_account()
    path = str(_conversation(tmp_path))
    assert run(capsys, path, "--me", "none") == "2 rows: 0 added, 0 matched, 2 left out, 0 refused"
    assert run(capsys, path, "--me", "linkedin.com/in/alice") == "2 rows: 2 added, 0 matched, 0 left out, 0 refused"
    assert {one.author for one in Message.objects.all()} == {"me", "them"}
    assert Person.objects.get().name == "Ana Sousa"


def test_a_pipe_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_account()
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writing = threading.Thread(target=path.write_bytes, args=[connections(*many(2))])
    writing.start()
    assert run(capsys, str(path)) == "2 rows: 2 added, 0 matched, 0 left out, 0 refused"
    writing.join()


def test_a_name_that_is_no_text_is_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_account()
    path = tmp_path / os.fsdecode(b"Ana\xff.csv")
    path.write_bytes(connections(*many(1)))
    assert run(capsys, str(path)).startswith("1 rows: 1 added")
    assert ImportBatch.objects.get().file_name == "Ana?.csv"


class Busy:
    """A database that is locked so many times in a row, at the second chunk of people."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, times: int) -> None:
        self.left, self.calls, self.bring = times, 0, running._apply
        monkeypatch.setattr(running, "_apply", self)
        monkeypatch.setattr(import_file, "PAUSES", (0.0, 0.0))

    def __call__(self, *words: object) -> None:
        self.calls += 1
        if self.calls > 1 and self.left:
            self.left -= 1
            raise OperationalError("database is locked")
        self.bring(*words)  # type: ignore[arg-type]


def test_a_busy_database_is_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_account()
    path = tmp_path / "Connections.csv"
    path.write_bytes(connections(*many(250)))
    Busy(monkeypatch, times=2)
    assert run(capsys, str(path)).startswith("250 rows: 250 added")


def test_a_database_that_stays_busy_is_said_and_the_next_call_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_account()
    path = tmp_path / "Connections.csv"
    path.write_bytes(connections(*many(250)))
    Busy(monkeypatch, times=3)
    with pytest.raises(CommandError, match=r"database is locked.*Run the same command again"):
        run(capsys, str(path))
    assert Person.objects.count() == 200
    assert run(capsys, str(path)) == "250 rows: 250 added, 0 matched, 0 left out, 0 refused"
    assert ImportBatch.objects.get().state == ImportState.DONE
