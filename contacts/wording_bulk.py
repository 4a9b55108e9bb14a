"""The sentences of a step for many people: what it would do, what it did, what came back. Values in, translatable."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.vocabulary import BulkStep

TITLES: dict[BulkStep, object] = {
    BulkStep.TAG: gettext_lazy("Tag them"),
    BulkStep.UNTAG: gettext_lazy("Take a tag off"),
    BulkStep.CIRCLE: gettext_lazy("Put them into a circle"),
    BulkStep.REST: gettext_lazy("Let them rest"),
    BulkStep.ARCHIVE: gettext_lazy("Archive them"),
    BulkStep.LEAVE_OUT: gettext_lazy("Leave them out for good"),
    BulkStep.DELETE: gettext_lazy("Delete them"),
}
MEANS: dict[BulkStep, object] = {
    BulkStep.TAG: gettext_lazy("A tag plans nothing; it is for finding people again."),
    BulkStep.UNTAG: gettext_lazy("The tag itself stays, and so do the people."),
    BulkStep.CIRCLE: gettext_lazy(
        "They follow the circle’s cadence, unless they have a cadence of their own: that one stays."
    ),
    BulkStep.REST: gettext_lazy(
        "Nothing asks you to write to them meanwhile. What you promised and the days you set yourself still come."
    ),
    BulkStep.ARCHIVE: gettext_lazy(
        "Everything is kept, and nothing speaks of them any more: no list, no reminder, no digest. Search still finds "
        "them."
    ),
    BulkStep.LEAVE_OUT: gettext_lazy(
        "No list, search or suggestion shows them, and no import brings them back. Their row stays, so that the next "
        "import knows whom to leave out. You can let them in again whenever you like."
    ),
    BulkStep.DELETE: gettext_lazy(
        "They leave every list and every reminder, with everything noted on them. For 30 days you can bring all of it "
        "back. Then it is gone for good."
    ),
}
WHY_ALONE: dict[BulkStep, object] = {
    BulkStep.CIRCLE: gettext_lazy(
        "Only contacts are in circles. Those at the door, archived or deceased stay as they are:"
    ),
    BulkStep.REST: gettext_lazy("Only contacts rest. Those at the door, archived or deceased stay as they are:"),
    BulkStep.LEAVE_OUT: gettext_lazy("Contacts are not left out. They stay as they are:"),
    BulkStep.ARCHIVE: gettext_lazy("Archived already:"),
}


def done_sentence(step: BulkStep, *, changed: int, detail: str) -> str:
    """``12 people carry “sailing” now.``: what a step did, and to how many."""
    if not changed:
        return _("Nothing changed: it is so for everybody you chose, or not for them.")
    told = {"count": changed, "name": detail}
    if step == BulkStep.CIRCLE and not detail:
        return (
            ngettext("%(count)d contact is in no circle now.", "%(count)d contacts are in no circle now.", changed)
            % told
        )
    return _DONE[step](changed) % told


_DONE = {
    BulkStep.TAG: lambda n: ngettext(
        "%(count)d person carries “%(name)s” now.", "%(count)d people carry “%(name)s” now.", n
    ),
    BulkStep.UNTAG: lambda n: ngettext(
        "%(count)d person no longer carries “%(name)s”.", "%(count)d people no longer carry “%(name)s”.", n
    ),
    BulkStep.CIRCLE: lambda n: ngettext(
        "%(count)d contact is in “%(name)s” now.", "%(count)d contacts are in “%(name)s” now.", n
    ),
    BulkStep.REST: lambda n: ngettext("%(count)d contact rests now.", "%(count)d contacts rest now.", n),
    BulkStep.ARCHIVE: lambda n: ngettext(
        "%(count)d person is archived. Nothing is lost.", "%(count)d people are archived. Nothing is lost.", n
    ),
    BulkStep.LEAVE_OUT: lambda n: ngettext(
        "%(count)d person is left out for good.", "%(count)d people are left out for good.", n
    ),
    BulkStep.DELETE: lambda n: ngettext(
        "%(count)d person is deleted. You can undo this for 30 days.",
        "%(count)d people are deleted. You can undo this for 30 days.",
        n,
    ),
}


def undone_sentence(*, back: int) -> str:
    """What came of an undo: whoever was changed since stays as they are."""
    if not back:
        return _("There was nothing left to undo.")
    return ngettext("Undone for %(count)d person.", "Undone for %(count)d people.", back) % {"count": back}
