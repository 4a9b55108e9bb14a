"""How a page meets a service: a refusal, or a full disk, becomes a sentence, in a form with everything still there."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.db import OperationalError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from contacts.errors import DomainError
from contacts.views.flash import say

log = logging.getLogger(__name__)
T = TypeVar("T")

_NO_ROOM = ("disk is full", "no space left", "disk full", "could not extend file")


def no_room(error: OperationalError) -> bool:
    """True when the database could not write for lack of space."""
    return any(words in str(error).lower() for words in _NO_ROOM)


def saved(form: forms.BaseForm, verb: Callable[[], T]) -> T | None:
    """What ``verb`` answered, or None with the reason added to ``form``: render it again, with status 422."""
    try:
        return verb()
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    except OperationalError as error:
        if not no_room(error):
            raise
        log.error("The database has no room left; nothing was written.")
        form.add_error(
            None,
            _("There is no room left to save this. Nothing was lost: your text is still here. Make room, then save."),
        )
    return None


def done(request: HttpRequest, verb: Callable[[], object]) -> bool:
    """Do what has no form; False where it was refused, with the reason said on the next page."""
    try:
        verb()
    except DomainError as refusal:
        say(request, refusal.sentence, is_trouble=True)
        return False
    return True
