"""Names, days and icons in templates."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from contacts.templatetags.look import SOFT_HYPHEN, language_of, shy

TODAY = date(2026, 11, 17)


def render(template: str, **context: object) -> str:
    return Template("{% load look %}" + template).render(Context(context))


@pytest.mark.parametrize(
    "word", ["Chukwuemeka", "Okonkwo-Bergström", "Ragnhild Sæther-Øvstegård", "นายณัฐพงษ์ศรีสุวรรณรุ่งเรืองกิจ", "王" * 30, ""]
)
def test_words_that_fit_stay_as_they_are(word: str) -> None:
    assert shy(word) == word


def test_long_words_break_into_readable_pieces() -> None:
    pieces = shy("Maria-Theodora Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulou").split(SOFT_HYPHEN)
    assert len(pieces) > 3
    assert all(len(piece) <= 33 for piece in pieces)


@given(st.text(alphabet=st.characters(exclude_characters=SOFT_HYPHEN), max_size=120))
def test_soft_hyphens_change_no_letter(text: str) -> None:
    assert shy(text).replace(SOFT_HYPHEN, "") == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", min_size=19, max_size=120))
def test_no_piece_of_a_long_word_is_longer_than_a_phone_takes(word: str) -> None:
    assert all(1 <= len(piece) <= 18 for piece in shy(word).split(SOFT_HYPHEN))


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Łukasz Żółciński", None),
        ("이서연", "ko"),
        ("ณัฐพงษ์ ศรีสุวรรณ", "th"),
        ("Ελένη Παπαδοπούλου", "el"),
        ("さくら 大西", "ja"),
        ("王小雨", ""),
        ("محمد الحسيني", ""),
        ("Олена Кравчук", ""),
        ("王小雨 Wáng Xiǎoyǔ", None),
        ("42", None),
    ],
)
def test_language_is_said_only_where_the_script_tells(name: str, language: str | None) -> None:
    assert language_of(name) == language


def test_name_is_isolated_and_escaped() -> None:
    assert render("{{ name|name }}", name="<b>Bo</b>") == "<bdi>&lt;b&gt;Bo&lt;/b&gt;</bdi>"
    assert render("{{ name|name }}", name="محمد") == '<bdi lang="">محمد</bdi>'


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ on|day:today }}", "Fri 20 Nov"),
        ("{{ on|day }}", "Fri 20 Nov 2026"),
        ("{{ long_ago|day:today }}", "Thu 12 Jun 2025"),
        ("{{ nothing|day:today }}", ""),
        ("{{ today|long_day }}", "Tuesday 17 November"),
        ("{{ long_ago|known_day:'day' }}", "12 Jun 2025"),
        ("{{ long_ago|known_day:'month' }}", "June 2025"),
        ("{{ long_ago|known_day:'year' }}", "2025"),
        ("{{ on|from_today:today }}", "in 3 days"),
        ("{{ today|from_today:today }}", "today"),
        ("{{ today|from_today:on }}", "3 days ago"),
        ("{{ today|lateness:on }}", "3 days late"),
        ("{{ on|lateness:today }}", "in 3 days"),
    ],
)
def test_days_read_as_in_a_notebook(template: str, expected: str) -> None:
    context = {"on": date(2026, 11, 20), "today": TODAY, "long_ago": date(2025, 6, 12), "nothing": None}
    assert render(template, **context) == expected


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = (Path(settings.BASE_DIR) / "static/img/sprite.svg").read_text()
    symbols = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    folder = Path(settings.BASE_DIR) / "templates"
    named = {
        (path.relative_to(folder), icon)
        for path in folder.rglob("*.html")
        for icon in re.findall(r'{% icon "([^"]+)"|icon_name="([^"]+)"', path.read_text())
    }
    missing = [(path, icon) for path, icons in named for icon in icons if icon and icon not in symbols]
    assert missing == []
