"""What the app tells its owner when an import has ended, so that nobody has to wait on its page. Of the file its name
alone, and of its rows how many (E-60).
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.models import ImportBatch, Notification
from contacts.vocabulary import ImportState

NAME_SHOWN = 80

_TITLES = {
    ImportState.DONE: lambda: _("Your import of “%(name)s” is done: %(added)d added"),
    ImportState.CANCELLED: lambda: _("Your import of “%(name)s” was cancelled: %(added)d added before"),
    ImportState.UNDONE: lambda: _("Your import of “%(name)s” is undone"),
    ImportState.FAILED: lambda: _("Your import of “%(name)s” came to nothing"),
}


def tell_end(batch: ImportBatch) -> None:
    """Say what came of it, in the transaction that ends it: so once, however often a worker was killed before."""
    state = ImportState(batch.state)
    told = {
        "name": _shortened(batch.file_name),
        "added": batch.added,
        "matched": batch.matched + batch.updated,
        "left_out": batch.left_out,
        "refused": batch.refused,
    }
    text = {
        ImportState.FAILED: batch.error,
        ImportState.UNDONE: _("%(spared)d stayed as you changed them since.") % {"spared": batch.spared}
        if batch.spared
        else "",
    }.get(state, _("%(matched)d known already, %(left_out)d left out, %(refused)d refused.") % told)
    Notification.objects.create(
        account_id=batch.owner_id, title=(_TITLES[state]() % told)[:200], text=text, path=path_of(batch)
    )


def take_back_telling(batch: ImportBatch) -> None:
    """An import that goes takes with it what was told of it: its page is no longer there."""
    Notification.objects.filter(account=batch.owner_id, path=path_of(batch)).delete()


def path_of(batch: ImportBatch) -> str:
    """The address of its page."""
    return reverse("import_batch", args=[batch.public_id])


def _shortened(name: str) -> str:
    return name if len(name) <= NAME_SHOWN else f"{name[: NAME_SHOWN - 1]}…"
