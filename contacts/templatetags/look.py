"""What templates need to speak in the product's look: icons, navigation, names, days, controls, marks."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts.forms.choices import Snooze
from contacts.forms.exchanges import move_choices
from contacts.vocabulary import DayPrecision
from contacts.wording_due import said_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
LONGEST_UNBROKEN = 18  # letters in a word that still fits a phone's line in the largest type


# Icons and navigation

# What points along the line of reading, and turns around where that runs from right to left.
TURNING = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "box-arrow-right", "send"})


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A symbol of the sprite, silent to screen readers: a word always stands beside it or in the control's label."""
    return _drawn(name, css)


@lru_cache(maxsize=256)
def _drawn(name: str, css: str) -> SafeString:
    """Drawn once: a list shows the same few in every row, and the sprite's address stays while the house runs."""
    sprite = static("img/sprite.svg")
    classes = " ".join(filter(None, ("icon", "turns" if name in TURNING else "", css)))
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite, name)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the main navigation. ``current`` is ARIA's word: the very page, or a page of its section."""

    url_name: str
    label: "StrOrPromise"
    icon: str
    sections: tuple[str, ...]
    is_log: bool = False
    is_wide_only: bool = False
    href: str = ""
    current: str = ""


NAVIGATION = (
    NavItem("log", _("Log"), "pencil-square", ("/log/",), is_log=True),
    NavItem("today", _("Today"), "sun", ("/follow-ups/", "/to-finish/")),
    NavItem(
        "people",
        _("People"),
        "people",
        ("/people/", "/door/", "/interactions/", "/exchanges/", "/imports/", "/sorting/", "/duplicates/"),
    ),
    NavItem("balance", _("Balance"), "arrow-down-up", ("/balance/",)),
    NavItem("events", _("Events"), "calendar-event", ("/events/",), is_wide_only=True),
    NavItem("more", _("More"), "three-dots", ("/more/", "/settings/", "/accounts/", "/notifications/", "/digest/")),
)


@register.inclusion_tag("_nav.html", takes_context=True)
def main_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The main navigation with the current place marked."""
    request: HttpRequest = context["request"]
    return {
        "items": [_placed(item, request.path) for item in NAVIGATION],
        "home": reverse("today"),
        "user": request.user,
    }


def _placed(item: NavItem, path: str) -> NavItem:
    try:
        href = reverse(item.url_name)
    except NoReverseMatch:
        href = item.sections[0]
    current = "page" if path == href else "true" if path.startswith(item.sections) else ""
    return NavItem(item.url_name, item.label, item.icon, item.sections, item.is_log, item.is_wide_only, href, current)


@register.filter
def undo_url(message: Any) -> str:
    """The address that takes back what a flash message tells of, or nothing. See ``contacts.views.flash``."""
    return _tagged(message, "undo:")


@register.filter
def offer_url(message: Any) -> str:
    """The address of the log where a flash message offers to log, or nothing. See ``contacts.views.flash``."""
    return _tagged(message, "offer:")


def _tagged(message: Any, prefix: str) -> str:
    tags = (message.extra_tags or "").split()
    return next((str(tag.removeprefix(prefix)) for tag in tags if tag.startswith(prefix)), "")


# Names


@register.filter
def shy(text: str) -> str:
    """The text with soft hyphens in words of more than 18 letters, so that a long name breaks where it can be read."""
    return " ".join(_with_soft_hyphens(word) for word in str(text).split(" "))


def _with_soft_hyphens(word: str) -> str:
    parts = word.split("-")
    return "-".join(_hyphenated(part) if _is_long(part) else part for part in parts) if _is_long(word) else word


def _is_long(word: str) -> bool:
    # Only scripts with upper and lower case take hyphens; the others break by their own rules.
    return (
        len(word) > LONGEST_UNBROKEN and sum(letter.isupper() or letter.islower() for letter in word) > LONGEST_UNBROKEN
    )


def _hyphenated(word: str) -> str:
    pieces, start = [], 0
    while len(word) - start > LONGEST_UNBROKEN:
        cut = _break_after(word, start)
        pieces.append(word[start:cut])
        start = cut
    return SOFT_HYPHEN.join([*pieces, word[start:]])


def _break_after(word: str, start: int) -> int:
    """Where to break 8 to 14 letters on: before a consonant that opens a syllable, else near the middle."""
    for cut in sorted(range(start + 8, start + 15), key=lambda at: abs(at - start - 11)):
        if cut + 1 < len(word) and _opens_a_syllable(word, cut):
            return cut
    cut = start + 11
    while cut < len(word) and unicodedata.combining(word[cut]):
        cut += 1
    return cut


def _opens_a_syllable(word: str, at: int) -> bool:
    """True for a consonant before a vowel that is not the second half of one sound ("ch", "sh")."""
    return (
        not _is_vowel(word[at])
        and _is_vowel(word[at + 1])
        and not unicodedata.combining(word[at])
        and not (word[at] == "h" and not _is_vowel(word[at - 1]))
    )


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter.casefold())[0] in "aeiouyæøœıаеиоуыэюяёіїєαεηιουω"


# Scripts that one living language alone is written in. Han, Arabic and Cyrillic are left to the reader's software.
LANGUAGE_OF_SCRIPT = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th", "LAO": "lo", "KHMER": "km", "MYANMAR": "my",
    "GREEK": "el", "HEBREW": "he", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "GUJARATI": "gu", "SINHALA": "si",
}  # fmt: skip


def language_of(text: str) -> str | None:
    """The language of a name in other than Latin letters; ``""`` where several share its script; None for Latin."""
    scripts = [unicodedata.name(letter, "").split(" ", 1)[0] for letter in text if letter.isalpha()]
    if not scripts or "LATIN" in scripts:
        return None
    return next((LANGUAGE_OF_SCRIPT[script] for script in scripts if script in LANGUAGE_OF_SCRIPT), "")


@register.filter
def name(text: Any) -> SafeString:
    """A person's name: isolated from the direction of the text around it, long words breakable, its language said."""
    plain = str(text)
    language = language_of(plain)
    if language is None:
        return format_html("<bdi>{}</bdi>", shy(plain))
    return format_html('<bdi lang="{}">{}</bdi>', language, plain)


# Days


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """``Fri 20 Nov``, with the year where it is not the year of ``today``."""
    if value is None:
        return ""
    return said_day(value, "D j M" if today is not None and value.year == today.year else "D j M Y")


@register.filter
def long_day(value: date | None) -> str:
    """``Friday 20 November``: the head of a page."""
    return "" if value is None else date_format(value, "l j F")


@register.filter
def known_day(value: date | None, precision: str = DayPrecision.DAY) -> str:
    """A day as exactly as it is known: ``3 Sep 2026``, ``September 2026``, ``2026``."""
    if value is None:
        return ""
    return said_day(value, {DayPrecision.YEAR: "Y", DayPrecision.MONTH: "F Y"}.get(DayPrecision(precision), "j M Y"))


@register.filter
def from_today(value: date, today: date) -> str:
    """How far a day is from today, in days: ``today``, ``tomorrow``, ``in 3 days``, ``yesterday``, ``4 days ago``."""
    days = (value - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return str(near[days])
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


@register.filter
def lateness(due_on: date, today: date) -> str:
    """``4 days late``, ``today`` or ``in 3 days``: the margin of a promise."""
    days = (today - due_on).days
    if days > 0:
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    return from_today(due_on, today)


@register.filter
def later_days(due_on: date | None, today: date) -> tuple[Snooze, ...]:
    """The days that a promise due on that day may be moved to with one tap."""
    return move_choices(due_on, today)


# Fields


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """A form field's control with the class of its kind; attributes as keywords (``data_x`` becomes ``data-x``)."""
    widget = field.field.widget
    given = str(widget.attrs.get("class", ""))
    classes = f"{given} {_class_of(widget)}".strip()
    extra = {key.replace("_", "-"): value for key, value in attrs.items()}
    return field.as_widget(attrs={**({"class": classes} if classes else {}), **extra})


def _class_of(widget: Any) -> str:
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple) or widget.is_hidden:
        return ""
    if isinstance(widget, Select):
        return "form-select"
    return "form-control"


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: ``check``, ``chips`` or ``plain``."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "chips"
    return "check" if isinstance(widget, CheckboxInput) else "plain"
