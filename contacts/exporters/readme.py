"""The page that lies on top in the zip: what is in it, and what to mind."""

from django.utils.translation import gettext as _


def readme(*, made_on: str, people: int, interactions: int, version: int) -> str:
    """Plain text with lines of at most 80 characters. ``made_on`` is a day in words."""
    return "\n".join(
        [
            _("Rapport: everything in your account, taken along on %(day)s.") % {"day": made_on},
            "",
            _("%(people)d people, %(interactions)d interactions.") % {"people": people, "interactions": interactions},
            "",
            _(
                "This is your own copy. It holds what people confided in you: private notes are\n"
                "in it, marked as private. Keep it where nobody else reads it."
            ),
            "",
            _(
                "rapport.json    everything, format version %(version)d. Rapport reads it back: bring\n"
                "                this zip into an empty account, under People, Bring your network."
            )
            % {"version": version},
            _(
                "tables/         the same as one CSV file a table, for a spreadsheet. A cell that\n"
                "                a spreadsheet might take for a formula begins with an apostrophe.\n"
                "                Sizes of favours are 1 small, 2 medium, 3 large; days are written\n"
                "                year first, moments in UTC; an address such as 6d0c… in one table\n"
                "                names a row of another."
            ),
            _(
                "contacts.vcf    the people as address cards (vCard 4.0), for a phone or a mail\n"
                "                program. Without those you left out for good and those deleted."
            ),
            _("people/         a page to read for each person (Markdown), likewise."),
            "",
            _(
                "What you deleted in the last 30 days is in rapport.json and in the tables, with the\n"
                "moment at which you did. Passwords, links of invitations and the hashes of whom you\n"
                "asked to forget are nowhere in this file."
            ),
            "",
        ]
    )
