"""The balance pictures in templates: drawn by ``_mark*.html`` from the coordinates of ``contacts.marks``.

Every picture carries a sentence for those who do not see it; the numbers stand beside it as text anyway.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.marks import Form, Mark, Tally, form_of, row_picture, time_picture
from contacts.rules.balance import ExchangeFact
from contacts.vocabulary import Side

register = template.Library()

KEY = (
    (Form.GIVEN, gettext_lazy("given")),
    (Form.ASKED_AND_GIVEN, gettext_lazy("asked and given")),
    (Form.ASKED, gettext_lazy("asked, not given")),
    (Form.PROMISED, gettext_lazy("promised")),
)
SIZES = {
    "wider": gettext_lazy("Wider means bigger: small, medium, large."),
    "taller": gettext_lazy("Taller means bigger: small, medium, large."),
}


@register.inclusion_tag("_mark.html")
def mark(exchange: Any) -> dict[str, Any]:
    """One favour as a glyph, silent: the words beside it say the same. Takes an ``Exchange`` or an ``ExchangeFact``."""
    return {"form": form_of(exchange), "to_them": exchange.giver == Side.ME}


@register.inclusion_tag("_mark_key.html")
def mark_key(grows: str = "") -> dict[str, Any]:
    """The two colours and the four forms with their words. ``grows`` is how a bigger favour is drawn: a key of `SIZES`,
    empty where all are drawn alike.
    """
    return {"key": KEY, "sizes": SIZES[grows] if grows else ""}


@register.inclusion_tag("_marks_row.html")
def marks_row(exchanges: Iterable[ExchangeFact], since: date | None = None) -> dict[str, Any]:
    """A person's line in the balance list."""
    picture = row_picture(exchanges, since=since)
    return {"picture": picture, "sentence": both_ways(picture.to_you, picture.to_them)}


@register.inclusion_tag("_marks_quarters.html")
def marks_quarters(exchanges: Iterable[ExchangeFact], today: date, since: date | None = None) -> dict[str, Any]:
    """The picture of the person page: quarters, or years where there are more than twelve quarters."""
    picture = time_picture(exchanges, today=today, since=since)
    span = _("By quarter since %(year)d.") if picture.by_quarter else _("By year since %(year)d.")
    sentence = f"{span % {'year': picture.first.year}} {both_ways(picture.to_you, picture.to_them)}"
    return {"picture": picture, "sentence": sentence}


def both_ways(to_you: Tally, to_them: Tally) -> str:
    """``Towards you: 2 given, 1 promised. Towards them: nothing.``"""
    return _("Towards you: %(to_you)s. Towards them: %(to_them)s.") % {
        "to_you": _said(to_you),
        "to_them": _said(to_them),
    }


def _said(tally: Tally) -> str:
    said = []
    if n := tally.given:
        said.append(ngettext("%(n)d given", "%(n)d given", n) % {"n": n})
    if n := tally.asked_and_given:
        said.append(ngettext("%(n)d asked and given", "%(n)d asked and given", n) % {"n": n})
    if n := tally.asked:
        said.append(ngettext("%(n)d asked and not given", "%(n)d asked and not given", n) % {"n": n})
    if n := tally.promised:
        said.append(ngettext("%(n)d promised", "%(n)d promised", n) % {"n": n})
    return ", ".join(said) or _("nothing")


@register.filter
def drawn(mark: Mark) -> SafeString:
    """One mark of a picture as SVG, its numbers as SVG wants them whatever the language."""
    return _drawn(mark)


@lru_cache(maxsize=4096)
def _drawn(mark: Mark) -> SafeString:
    """Drawn once: a list shows the same marks at the same places in most of its rows."""
    hole = format_html('<circle class="hole" cx="{}" cy="{}" r="1.9"/>', *mark.hole) if mark.hole else ""
    return format_html(
        '<g class="{}"><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1.5"/>{}</g>',
        "to-them" if mark.side == Side.THEM else "to-you",
        *(mark.form, mark.x, mark.y, mark.width, mark.height),
        hole,
    )
