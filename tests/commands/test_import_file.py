"""`manage.py import_file`: the same import without a browser, and a last line to build on."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contacts.models import ImportBatch, Person
from contacts.vocabulary import ImportState
from tests.factories import create_account
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
