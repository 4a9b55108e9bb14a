"""What is said of a file that cannot be read, and of a row that was left out or refused: from code to sentence.

Translatable. A sentence says what is wrong and, where something can be done, what.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Nothing in the file is a row.
UNREADABLE: dict[str, "StrOrPromise"] = {
    "empty_file": _("The file is empty."),
    "no_table": _("There is no table in this file. A CSV file begins with the names of its columns."),
    "too_many_columns": _(
        "This table has more than %(limit)s columns. Save one with the columns about people alone, and bring that."
    ),
    "not_text": _("This is not a file of addresses. Bring a CSV file, address cards (.vcf) or an export as a zip."),
    "image_file": _("This is a picture or a film. Bring a CSV file, address cards (.vcf) or an export as a zip."),
    "pdf_file": _("This is a PDF. Bring a CSV file, address cards (.vcf) or an export as a zip."),
    "web_page": _("This is a web page. Download the export itself, and bring that file."),
    "office_file": _("This is an office document. Save it as CSV, and bring that file."),
    "spreadsheet_file": _("This is an Excel file. In Excel choose Save as, then CSV UTF-8, and bring that file."),
    "outlook_store": _("This is Outlook's own store. In Outlook choose Export to a file, then comma separated values."),
    "json_unknown": _("This JSON is no export that is known here: it is neither Rapport's nor Monica's."),
    "json_broken": _("This JSON breaks off or is damaged. Download it again."),
    "recommendations_which": _(
        "LinkedIn's recommendations given and received look alike inside. Give the file the name that LinkedIn gave "
        "it, Recommendations_Given.csv or Recommendations_Received.csv, or bring the whole zip."
    ),
    "assistant_messages": _("These are talks with LinkedIn's own assistant: there is nobody on the other side."),
    "other_archive": _("Only zip archives can be read. Unpack this one, and bring the files in it."),
    "archive_cut": _("The zip is damaged or only a part of it arrived. Download it again."),
    "archive_empty": _("There is nothing in this zip."),
    "archive_without_rows": _("Nothing in this zip can be brought in: no known export, no table, no address cards."),
    "archive_crowded": _("There are more than %(limit)s files in this zip. Bring the ones that matter alone."),
    "archive_bomb": _("Unpacked, this zip would be too big to read. Unpack it, and bring the files that matter alone."),
    "archive_unsafe": _(
        "This zip is built in a way that an export never is (%(name)s), so it was not opened. Download it again, or "
        "unpack it and bring the files."
    ),
    "archive_password": _("This zip is locked with a password. Unpack it, and bring the files in it."),
    "archive_method": _("%(name)s is packed in a way that cannot be read here. Unpack the zip, and bring the files."),
    "archive_in_archive": _("There is an archive in this archive (%(name)s). Unpack it, and bring the files in it."),
    "rapport_broken": _("The export breaks off or is damaged. Bring the zip as it was made, or make a new one."),
    "rapport_no_version": _("The export does not say which version it is. Bring the zip as it was made."),
    "rapport_from_the_future": _(
        "This export is of version %(version)s, and this Rapport reads up to %(known)s. Bring Rapport up to date first."
    ),
    "rapport_imported_already": _("This export was read into your account before. Nothing in it is new."),
    "rapport_needs_an_empty_account": _(
        "A whole export goes into an empty account: beside people you have, nobody could tell who is there twice."
    ),
}

# The row is well and yet not for us.
LEFT_OUT: dict[str, "StrOrPromise"] = {
    "empty_row": _("Nothing in the row."),
    "closed_member": _("Somebody who closed their LinkedIn account: the file has no name of them any more."),
    "own_position": _("About yourself."),
    "draft": _("A draft that was never sent."),
    "sponsored": _("An advert."),
    "only_attachment": _("A message without words, with something attached that the file does not hold."),
    "no_words": _("A message without words."),
    "taken_back": _("Taken back or declined."),
    "own": _("About yourself."),
    "group": _("A group of people (%(name)s), no person. Tags of the same name do its work here."),
    "no_person": _("A place or a thing (%(name)s), no person."),
    "monica_partial": _("%(name)s is kept in Monica only as somebody's relation, and stands in that person's note."),
    "monica_photo": _("A picture (%(name)s): pictures stay in Monica."),
    "monica_document": _("A document (%(name)s): documents stay in Monica."),
    "monica_journal": _("A page of your own journal (%(name)s): it is about nobody in particular."),
    "left_out_for_good": _("You left them out for good. They come back only when you say so."),
    "forgotten": _("You asked to forget them, and they stay forgotten."),
    "deleted": _("You deleted them. They can be brought back for thirty days, under Deleted."),
    "not_chosen": _("You chose not to bring these in."),
    "cancelled": _("The import was cancelled before it came to this."),
    "me_unknown": _("Who of the two is you is not known: say which profile is yours, and bring the file again."),
    "no_address": _("There is no address of whoever wrote it, and you are not among those it went to."),
    "no_recipient": _("There is nobody to whom it went."),
    "to_yourself": _("Written to nobody but yourself."),
    "to_several": _("You wrote to several at once, and nobody answered that day."),
    "day_deleted": _("You deleted this day of talk. It stays deleted."),
    "favour_deleted": _("You deleted this favour. It stays deleted."),
    "record_invitations": _("Invitations to join (%(rows)s): they are of the house, not of your account."),
    "record_digests": _("Your mornings' mails (%(rows)s): they went out, and are not sent again."),
    "record_notifications": _("Notifications (%(rows)s): they were told, and are not told again."),
    "record_imports": _("What became of imports (%(rows)s): their rows stand with the people they brought."),
    "record_bulk_changes": _("Changes of many at once (%(rows)s): they can be undone only where they were made."),
    "record_merges": _("Merges (%(rows)s): they can be undone only where they were made."),
    "record_exports": _("Exports (%(rows)s): their files lie where they were made."),
}

# The row came in, otherwise than the file has it.
CAME_OTHERWISE: dict[str, "StrOrPromise"] = {
    "record_at_the_door": _(
        "Back at the door: the conversation that made them a contact does not say what you talked about and what you "
        "learned about them."
    ),
    "record_channel_off": _(
        "The webhook came in switched off, for what it calls lies outside. Switch it on under Settings, if it is yours."
    ),
}

# The row cannot be used.
REFUSED: dict[str, "StrOrPromise"] = {
    "no_name": _("There is no name in the row."),
    "name_too_long": _("The name is longer than %(limit)s characters."),
    "note_too_long": _("The notes are longer than %(limit)s characters."),
    "text_too_long": _("The text is longer than %(limit)s characters."),
    "no_day": _("“%(value)s” is no day."),
    "no_moment": _("“%(value)s” is no day and time."),
    "no_direction": _("“%(value)s” does not say who asked whom: it has to be INCOMING or OUTGOING."),
    "no_sender": _("There is nobody who wrote it."),
    "no_skill": _("There is no skill in the row."),
    "row_too_long": _("The row is longer than %(limit)s characters."),
    "row_unclear": _("The row cannot be told into cells."),
    "quote_open": _("A quotation mark is opened in the row and never closed."),
    "row_cut": _("The file breaks off in this row. Download the export again."),
    "too_few_columns": _("The row has %(has)s cells, the header %(wants)s."),
    "too_many_columns": _("The row has %(has)s cells, the header %(wants)s: what stands where is unclear."),
    "too_many_rows": _("Only the first %(limit)s rows are read. Split the file, and bring the rest apart."),
    "too_long_ago": _("%(day)s is before the year 1800."),
    "outside_card": _("Text outside of every card: a card begins with BEGIN:VCARD."),
    "card_too_long": _("The card has more than %(limit)s lines."),
    "card_cut": _("The file ends within this card. If nothing is missing, put END:VCARD below it and bring it again."),
    "note_full": _(
        "%(name)s came in, and this did not fit into their note any more, which holds %(limit)s characters."
    ),
    "not_usable": _("This row cannot be brought in, and that is a fault of ours."),
    "part_damaged": _("%(name)s is damaged: what comes after this could not be read. Download the export again."),
    "day_out_of_reach": _("%(value)s is in the future or too long ago."),
    "record_broken": _("This piece of the export is not as an export writes it."),
    "record_too_big": _("This piece of the export is too big to be read."),
    "record_value": _("“%(value)s” is no value for “%(field)s”."),
    "record_refers_to_nothing": _("Its “%(field)s” points to something that is not in the export."),
    "record_contradicts": _("It contradicts what came before it in the export."),
}


def unreadable_sentence(why: str, told: Mapping[str, str]) -> str:
    """Why nothing in the file can be brought in, and what to do."""
    return _said(UNREADABLE.get(why, _("This file cannot be read here.")), told)


def row_sentence(why: str, told: Mapping[str, str]) -> str:
    """Why a row was left out or refused, or how else it came in; empty for any other. Where the rest of a file could
    not be read, the row that stands for it says what is said of such a file.
    """
    if not why:
        return ""
    sentence = LEFT_OUT.get(why) or REFUSED.get(why) or CAME_OTHERWISE.get(why) or UNREADABLE.get(why)
    return _said(sentence or _("This row was not brought in."), told)


def report_sentence(
    *, people: int, added: int, updated: int, matched: int, left_out: int, refused: int, is_ours: bool = False
) -> str:
    """What an import came to: ``people`` at the door by it, and its rows by outcome. ``is_ours``: they came back by an
    export of this notebook, contacts as contacts.
    """
    if is_ours:
        came = ngettext("%(number)s person is back.", "%(number)s people are back.", people)
    else:
        came = ngettext("%(number)s person came to the door.", "%(number)s people came to the door.", people)
    outcomes = (
        (added, ngettext("%(number)s was added", "%(number)s were added", added)),
        (updated, ngettext("%(number)s updated somebody you knew", "%(number)s updated people you knew", updated)),
        (matched, ngettext("%(number)s said nothing new", "%(number)s said nothing new", matched)),
        (left_out, ngettext("%(number)s was left out", "%(number)s were left out", left_out)),
        (refused, ngettext("%(number)s could not be used", "%(number)s could not be used", refused)),
    )
    told = ", ".join(said % {"number": f"{count:,}"} for count, said in outcomes if count)
    rows = added + updated + matched + left_out + refused
    of_rows = ngettext("Of %(number)s row %(told)s.", "Of %(number)s rows %(told)s.", rows)
    return f"{came % {'number': f'{people:,}'}} {of_rows % {'number': f'{rows:,}', 'told': told}}".strip()


def goes_sentences(*, people: int, conversations: int, requests: int, favours: int, details: int) -> list[str]:
    """What undoing an import takes away, each kind that there is any of."""
    told = (
        (people, ngettext("%(number)s person", "%(number)s people", people)),
        (conversations, ngettext("%(number)s day of talk", "%(number)s days of talk", conversations)),
        (requests, ngettext("%(number)s request to connect", "%(number)s requests to connect", requests)),
        (
            favours,
            ngettext(
                "%(number)s recommendation or endorsement", "%(number)s recommendations and endorsements", favours
            ),
        ),
        (
            details,
            ngettext(
                "%(number)s address, day or tag of somebody you knew before",
                "%(number)s addresses, days and tags of people you knew before",
                details,
            ),
        ),
    )
    return [sentence % {"number": f"{count:,}"} for count, sentence in told if count]


def _said(sentence: "StrOrPromise", told: Mapping[str, str]) -> str:
    return str(sentence) % _Told({name: value or "…" for name, value in told.items()})


class _Told(dict[str, str]):
    """What a sentence names. A value that an older row does not have leaves a gap, not an error."""

    def __missing__(self, name: str) -> str:
        return "…"
