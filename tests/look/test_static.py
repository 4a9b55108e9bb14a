"""The static files: nothing missing, nothing inline, nothing from elsewhere, light enough."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))


def test_every_file_named_in_a_sheet_is_there(settings: Settings, tmp_path: Path) -> None:
    """The production storage refuses a missing font, image or source map."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    assert list(tmp_path.glob("css/ground.*.css.br"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_stands_in_a_layer_and_needs_nothing_from_elsewhere(sheet: Path) -> None:
    text = sheet.read_text()
    assert "@layer" in text
    assert not re.search(r"url\([\"']?(?:https?:|//|data:)", text)
    assert len(text.splitlines()) < 500
    assert text.count("{") == text.count("}")


def test_every_sheet_and_script_is_linked_or_asked_for_by_a_page() -> None:
    named = "".join(path.read_text() for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"))
    files = [*SHEETS, *(STATIC / "js").glob("*.js")]
    assert [path.name for path in files if path.name not in named] == []


def test_fonts_and_foreign_work_carry_their_licences() -> None:
    assert {path.name for path in (STATIC / "fonts").glob("OFL-*.txt")} == {
        "OFL-newsreader.txt",
        "OFL-instrument-sans.txt",
    }
    for folder in (path for path in (STATIC / "vendor").iterdir() if path.is_dir()):
        assert (folder / "LICENSE").exists()


def test_first_load_stays_light() -> None:
    """Everything that the first page of an English account loads, but the page itself: 150 KB is the goal for all."""
    base = (Path(settings.BASE_DIR) / "templates/base.html").read_text()
    names = [
        *re.findall(r'{% static "([^"]+)" %}', base),
        "django_htmx/htmx-2.min.js",
        "img/sprite.svg",
        "img/caret.svg",
    ]
    weights = []
    for name in set(names):
        found = finders.find(name)
        assert found, name
        content = Path(found).read_bytes()
        weights.append(len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9)))
    assert sum(weights) < 125_000
