"""LinkedIn's export: every file, every set of columns that it ever had, and what a row of each becomes."""

import io
from datetime import UTC, date, datetime

import pytest

from contacts.importers.recognise import recognise
from contacts.importers.rows import (
    GiveRow,
    HandleRow,
    Known,
    LeftOut,
    MessageRow,
    OwnRow,
    PersonRow,
    Refused,
    RequestRow,
)
from contacts.importers.unreadable import Unreadable
from contacts.vocabulary import HandleKind, ImportFormat, RequestWay, Side
from tests.bench.linkedin import write_export
from tests.importers.files import (
    ANA,
    CONNECTIONS,
    INVITATIONS,
    MESSAGES,
    PREAMBLE,
    RECOMMENDATIONS,
    dated,
    message,
    one_row,
    profile,
    rows_of,
    table,
    tally,
    zipped,
)

ALICE = Known("Alice Adeyemi", profile("alice"))

# Connections


@pytest.mark.parametrize("before", ["", PREAMBLE, "\ufeff", "\ufeff" + PREAMBLE, "\r\n\r\n", "sep=,\r\n"])
def test_a_connection_stands_where_the_header_is_found(before: str) -> None:
    row = one_row(table(CONNECTIONS, ANA, before=before))
    assert row == PersonRow(
        line=before.count("\n") + 2,
        name="Ana Sousa",
        organisation="Acme",
        role="Nurse",
        handles=(HandleRow(HandleKind.PROFILE, profile("ana-sousa")),),
        connected_on=date(2026, 2, 8),
    )


def test_an_export_from_before_there_were_addresses_of_profiles() -> None:
    older = tuple(column for column in CONNECTIONS if column != "URL")
    row = one_row(
        table(older, dated(older, first_name="Ana", email_address="ana@example.com", connected_on="1 Mar 2020"))
    )
    assert isinstance(row, PersonRow)
    assert (row.name, row.connected_on) == ("Ana", date(2020, 3, 1))
    assert row.handles == (HandleRow(HandleKind.EMAIL, "ana@example.com"),)


def test_columns_are_found_by_name_in_any_order_and_case() -> None:
    columns = ("CONNECTED ON", "position", "Last Name", "Something New", "first name", "URL")
    row = one_row(table(columns, ("08 Feb 2026", "Nurse", "Sousa", "?", "Ana", profile("ana"))))
    assert isinstance(row, PersonRow)
    assert (row.name, row.role, row.connected_on) == ("Ana Sousa", "Nurse", date(2026, 2, 8))


def test_a_table_that_a_spreadsheet_saved_again() -> None:
    row = one_row(table(CONNECTIONS, (*ANA[:-1], "2026-02-08"), delimiter=";"))
    assert isinstance(row, PersonRow)
    assert row.connected_on == date(2026, 2, 8)


@pytest.mark.parametrize("day", ["08.02.2026", "2026-02-08", "8.2.26", "08-Feb-26"])
def test_a_day_that_a_spreadsheet_wrote_anew(day: str) -> None:
    (row,) = rows_of(table(CONNECTIONS, (*ANA[:-1], day), delimiter=";"))
    assert isinstance(row, PersonRow)
    assert (row.connected_on, row.note) == (date(2026, 2, 8), "")


@pytest.mark.parametrize(
    ("other", "day"),
    [("2/25/2026", date(2026, 8, 2)), ("25/02/2026", date(2026, 2, 8)), ("3/3/2026", None)],
    ids=["month first", "day first", "nobody knows"],
)
def test_a_day_that_could_be_two_is_learned_from_the_other_rows(other: str, day: date | None) -> None:
    rows = rows_of(table(CONNECTIONS, (*ANA[:-1], "08/02/2026"), ("Bo", *ANA[1:-1], other), delimiter=";"))
    ana, bo = [row for row in rows if isinstance(row, PersonRow)]
    assert (ana.connected_on, ana.note) == (day, "" if day else "Connected on in the file: 08/02/2026")
    assert bo.connected_on


def test_empty_cells_that_a_spreadsheet_dropped_at_the_end_of_a_row() -> None:
    content = table(
        CONNECTIONS, ANA[:3], (*ANA[:2], "", "ana@example.com", "Acme"), ANA[:2], (*ANA, "", ""), (*ANA, "x")
    )
    told = rows_of(content)
    assert [(row.name, row.organisation, row.note) for row in told[:2] if isinstance(row, PersonRow)] == [
        ("Ana Sousa", "", ""),
        ("Ana Sousa", "Acme", ""),
    ]
    assert [getattr(row, "why", "") for row in told] == ["", "", "too_few_columns", "", "too_many_columns"]
    older = tuple(column for column in CONNECTIONS if column != "URL")
    assert isinstance(one_row(table(older, ("Ana", "Sousa", "ana@example.com"))), PersonRow)
    # A cell is missing further left, or none is an address.
    rows = rows_of(table(CONNECTIONS, (*ANA[:5], ANA[6]), ("Ana", "Sousa", "Acme", "Nurse"), ANA[:2]))
    assert [getattr(row, "why", "") for row in rows] == ["too_few_columns"] * 3
    # The file may break off there, or the row within a text.
    for broken in (table(CONNECTIONS, ANA[:3]).rstrip(b"\r\n"), table(CONNECTIONS, (*ANA[:2], ANA[2] + "\nBo"))):
        assert tally(rows_of(broken))["Refused too_few_columns"] >= 1
    assert tally(rows_of(table(MESSAGES, message()[:-1]))) == {"Refused too_few_columns": 1}


def test_a_row_with_only_a_date_is_a_closed_account() -> None:
    closed = ("", "", "", "", "", "", "08 Feb 2026")
    assert one_row(table(CONNECTIONS, closed)) == LeftOut(line=2, why="closed_member")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"url": profile("ana")}, "no_name"),
        ({"first_name": "A" * 201}, "name_too_long"),
        ({"first_name": "=\u200e\u202e "[1:], "url": profile("ana")}, "no_name"),
    ],
)
def test_somebody_who_cannot_be_named_is_refused(cells: dict[str, str], why: str) -> None:
    row = one_row(table(CONNECTIONS, dated(CONNECTIONS, connected_on="08 Feb 2026", **cells)))
    assert isinstance(row, Refused)
    assert (row.line, row.why) == (2, why)
    assert len(row.excerpt) <= 200


def test_what_is_not_usable_stands_in_the_note() -> None:
    cells = {"first_name": "Ana", "url": "https://www.linkedin.com/company/acme", "email_address": "ana at home"}
    row = one_row(table(CONNECTIONS, dated(CONNECTIONS, connected_on="31 Feb 2026", position="Nurse " * 50, **cells)))
    assert isinstance(row, PersonRow)
    assert row.connected_on is None
    assert row.handles == ()
    assert len(row.role) <= 200
    for said in ("31 Feb 2026", "https://www.linkedin.com/company/acme", "ana at home", ("Nurse " * 50).strip()):
        assert said in row.note


@pytest.mark.parametrize("kept", range(11))
def test_a_file_that_breaks_off_in_its_last_cell_makes_nobody_with_half_a_day(kept: int) -> None:
    whole = table(CONNECTIONS, ANA).rstrip(b"\r\n")
    row = one_row(whole[: len(whole) - 11 + kept])
    assert isinstance(row, Refused)
    assert row.why == "row_cut"
    assert isinstance(one_row(whole), PersonRow)


def test_every_row_of_a_broken_table_is_accounted_for() -> None:
    content = table(CONNECTIONS, ANA) + b'Bob,Brown,"https://never.closed\r\n' + b"Short,Row\r\n"
    content += b"Too,Many,,,Acme, Inc.,Boss,08 Feb 2026,\r\n\r\n,,,,,,\r\n" + table(ANA)
    rows = rows_of(content)
    assert [row.line for row in rows] == [2, 3, 4, 5, 7, 8]
    assert tally(rows) == {
        "PersonRow": 2,
        "Refused too_few_columns": 1,
        "Refused too_many_columns": 1,
        "Refused quote_open": 1,
        "LeftOut empty_row": 1,
    }


# Messages


@pytest.mark.parametrize(
    "columns",
    [
        tuple(c for c in MESSAGES if c not in {"RECIPIENT PROFILE URLS", *MESSAGES[10:]}),
        tuple(c for c in MESSAGES if c not in MESSAGES[10:]),
        MESSAGES[:12],
        MESSAGES,
        (*MESSAGES[:12], "IS CONVERSATION ARCHIVED"),
    ],
    ids=["9", "10", "12", "13", "13 with archived"],
)
def test_a_message_in_each_set_of_columns(columns: tuple[str, ...]) -> None:
    row = one_row(table(columns, message(columns, subject="A &amp; B", is_conversation_archived="TRUE")))
    assert row == MessageRow(
        line=2,
        conversation="2-abc==",
        sender=Known("Ana Sousa", profile("ana-sousa")),
        recipients=(ALICE if "RECIPIENT PROFILE URLS" in columns else Known("Alice Adeyemi"),),
        at=datetime(2026, 2, 8, 14, 37, 5, tzinfo=UTC),
        text="Hello",
        subject="A & B",
    )


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"is_message_draft": "TRUE"}, "draft"),
        ({"is_message_draft": "true"}, "draft"),
        ({"is_conversation_draft": "Yes"}, "draft"),
        (
            {
                "sender_profile_url": "",
                "content": '<p class="spinmail-quill-editor__spin-break">Book a demo</p>',
            },
            "sponsored",
        ),
        ({"content": " "}, "no_words"),
        ({"content": "<p></p>"}, "no_words"),
        ({"content": "", "attachments": "https://example.com/a.pdf"}, "only_attachment"),
    ],
)
def test_what_nobody_said_is_left_out(cells: dict[str, str], why: str) -> None:
    assert one_row(table(MESSAGES, message(**cells))) == LeftOut(line=2, why=why)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"date": "2026-13-08 14:37:05 UTC"}, "no_moment"),
        ({"date": ""}, "no_moment"),
        ({"from": "", "sender_profile_url": ""}, "no_sender"),
        ({"content": "x" * 20_001}, "text_too_long"),
        ({"from": "x" * 201}, "name_too_long"),
    ],
)
def test_a_message_that_cannot_be_placed_is_refused(cells: dict[str, str], why: str) -> None:
    row = one_row(table(MESSAGES, message(**cells)))
    assert isinstance(row, Refused)
    assert row.why == why


def test_the_same_words_with_a_sender_are_no_advert() -> None:
    row = one_row(table(MESSAGES, message(content='<p class="spinmail-quill-editor__spin-break">Hello</p>')))
    assert isinstance(row, MessageRow)
    assert row.text == "Hello"


def test_somebody_who_left_still_said_it() -> None:
    row = one_row(table(MESSAGES, message(sender_profile_url="", **{"from": "LinkedIn Member"})))
    assert isinstance(row, MessageRow)
    assert row.sender == Known("LinkedIn Member")


BO, CY = Known("Bo Larsen", profile("bo")), Known("Cy Young, PhD", profile("cy"))


@pytest.mark.parametrize(
    ("names", "addresses", "who"),
    [
        ("Bo Larsen,Cy Young", f"{profile('bo')},{profile('cy')}", (BO, Known("Cy Young", profile("cy")))),
        ("Bo Larsen, Cy Young, PhD", f"{profile('bo')} {profile('cy')}", (BO, CY)),
        ("Cy Young, PhD", profile("cy"), (CY,)),
        (
            "Bo",
            f"{profile('bo-larsen-3a')},{profile('cy')}",
            (Known("Bo Larsen", profile("bo-larsen-3a")), Known("Cy", profile("cy"))),
        ),
        ("Bo Larsen, Cy Young, PhD", "", (Known("Bo Larsen"), Known("Cy Young, PhD"))),
        ("", profile("bo"), (Known("Bo", profile("bo")),)),
        ("", "", ()),
    ],
)
def test_whom_a_message_went_to(names: str, addresses: str, who: tuple[Known, ...]) -> None:
    row = one_row(table(MESSAGES, message(to=names, recipient_profile_urls=addresses)))
    assert isinstance(row, MessageRow)
    assert row.recipients == who


def test_messages_without_a_conversation_belong_together_by_who_takes_part() -> None:
    there = message(conversation_id="")
    back = message(
        conversation_id="",
        to="Ana Sousa",
        recipient_profile_urls=profile("ana-sousa"),
        sender_profile_url=profile("alice"),
        **{"from": "Alice Adeyemi"},
    )
    other = message(conversation_id="", to="Bo", recipient_profile_urls=profile("bo"))
    named = [row.conversation for row in rows_of(table(MESSAGES, there, back, other)) if isinstance(row, MessageRow)]
    assert named[0] == named[1] != named[2]
    (long,) = rows_of(table(MESSAGES, message(conversation_id="x" * 500)))
    assert isinstance(long, MessageRow)
    assert len(long.conversation) <= 200


# Invitations


@pytest.mark.parametrize("columns", [INVITATIONS, INVITATIONS[:5]])
@pytest.mark.parametrize(
    ("sent_at", "at"),
    [
        ("1/29/26, 2:37 PM", datetime(2026, 1, 29, 14, 37)),
        ("1/29/26, 2:37\u202fPM", datetime(2026, 1, 29, 14, 37)),
        ("2026-01-29T14:37:00Z", datetime(2026, 1, 29, 14, 37, tzinfo=UTC)),
        ("2026-01-29 14:37:00 UTC", datetime(2026, 1, 29, 14, 37, tzinfo=UTC)),
        ("Mar 25 2023 10:15 AM", datetime(2023, 3, 25, 10, 15)),
        ("Mar 25 2023 12:15 AM", datetime(2023, 3, 25, 0, 15)),
    ],
)
def test_an_invitation_in_each_form(columns: tuple[str, ...], sent_at: str, at: datetime) -> None:
    cells = {"from": "Ana Sousa", "to": "Alice", "direction": "INCOMING", "inviterprofileurl": profile("ana")}
    row = one_row(table(columns, dated(columns, sent_at=sent_at, message="Hi", **cells)))
    who = Known("Ana Sousa", profile("ana") if len(columns) > 5 else "")
    assert row == RequestRow(line=2, way=RequestWay.IN, who=who, at=at, text="Hi")


def test_an_invitation_of_ones_own_is_about_the_other() -> None:
    cells = {"from": "Alice", "to": "Bo Larsen", "direction": "OUTGOING", "inviteeprofileurl": profile("bo")}
    row = one_row(table(INVITATIONS, dated(INVITATIONS, sent_at="1/29/26, 2:37 PM", **cells)))
    assert isinstance(row, RequestRow)
    assert (row.way, row.who) == (RequestWay.OUT, BO)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"from": "Ana", "direction": ""}, "Refused no_direction"),
        ({"from": "Ana", "direction": "INCOMING", "sent_at": "yesterday"}, "Refused no_moment"),
        ({"to": "Alice", "direction": "INCOMING", "sent_at": "1/29/26, 2:37 PM"}, "LeftOut closed_member"),
    ],
)
def test_an_invitation_that_is_not_one(cells: dict[str, str], reason: str) -> None:
    assert tally([one_row(table(INVITATIONS, dated(INVITATIONS, **cells)))]) == {reason: 1}


# Gives


@pytest.mark.parametrize("said", ["08 Feb 2026", "02/08/26, 07:33 AM", "2026/02/08 07:33:12 UTC"])
@pytest.mark.parametrize(("way", "giver"), [("Given", Side.ME), ("Received", Side.THEM)])
def test_a_recommendation(said: str, way: str, giver: Side) -> None:
    content = table(RECOMMENDATIONS, ("Ana", "Sousa", "Acme", "Nurse", "She is &quot;good&quot;.", said, "VISIBLE"))
    expected = GiveRow(
        line=2,
        giver=giver,
        who=Known("Ana Sousa"),
        organisation="Acme",
        role="Nurse",
        on=date(2026, 2, 8),
        text='She is "good".',
    )
    assert one_row(content, name=f"Recommendations_{way}.csv") == expected
    (row,) = rows_of(zipped({f"Basic/Recommendations_{way}.csv": content}))
    assert isinstance(row, GiveRow)
    assert row.giver == giver


@pytest.mark.parametrize("name", ["", "my file.csv", "given and received.csv"])
def test_recommendations_of_which_nobody_says_who_gave_are_not_guessed(name: str) -> None:
    with pytest.raises(Unreadable) as raised:
        recognise(io.BytesIO(table(RECOMMENDATIONS)), name=name)
    assert raised.value.why == "recommendations_which"


def test_talks_with_a_machine_are_no_messages() -> None:
    files = {"messages.csv": table(MESSAGES, message()), "guide_messages.csv": table(MESSAGES, message())}
    found = recognise(io.BytesIO(zipped(files)))
    assert (found.parts, found.unknown) == (("messages.csv",), ("guide_messages.csv",))


@pytest.mark.parametrize(("other", "giver"), [("Endorsee", Side.ME), ("Endorser", Side.THEM)])
def test_an_endorsement(other: str, giver: Side) -> None:
    columns = ("Endorsement Date", "Skill Name", f"{other} First Name", f"{other} Last Name", f"{other} Public Url")
    columns = (*columns, "Endorsement Status")
    kept = ("2023/05/04 12:22:33 UTC", "Python", "Ana", "Sousa", "www.linkedin.com/in/Ana", "ACCEPTED")
    back = (*kept[:-1], "WITHDRAWN")
    gone = ("2023/05/04 12:22:33 UTC", "Python", "", "", "", "ACCEPTED")
    undated = ("", *kept[1:])
    rows = rows_of(table(columns, kept, back, gone, undated))
    assert rows[0] == GiveRow(
        line=2, giver=giver, who=Known("Ana Sousa", profile("ana")), on=date(2023, 5, 4), skill="Python"
    )
    assert tally(rows[1:]) == {"LeftOut taken_back": 1, "LeftOut closed_member": 1, "Refused no_day": 1}


# The whole


def test_the_owner_is_told_before_the_rest_and_is_nobody_to_meet() -> None:
    whole = zipped(
        {
            "messages.csv": table(MESSAGES, message()),
            "Connections.csv": table(CONNECTIONS, ANA, before=PREAMBLE),
            "Positions.csv": table(
                ("Company Name", "Title", "Started On", "Finished On"), ("Acme", "Boss", "2020", "")
            ),
            "Email Addresses.csv": table(("Email Address", "Confirmed", "Primary"), ("a@example.com", "Yes", "Yes")),
            "Profile.csv": table(("First Name", "Last Name", "Headline", "Summary"), ("Alice", "Adeyemi", "", "")),
            "Education.csv": table(("School Name", "Notes"), ("Leeds", "")),
            "Media/a.png": b"\x89PNG" + bytes(100),
        }
    )
    found = recognise(io.BytesIO(whole))
    assert found.format == ImportFormat.LINKEDIN
    assert found.parts == ("Profile.csv", "Email Addresses.csv", "Positions.csv", "Connections.csv", "messages.csv")
    assert set(found.unknown) == {"Education.csv", "Media/a.png"}
    rows = rows_of(whole)
    assert rows[:2] == [
        OwnRow(part="Profile.csv", line=2, name="Alice Adeyemi"),
        OwnRow(part="Email Addresses.csv", line=2, emails=("a@example.com",)),
    ]
    assert [type(row).__name__ for row in rows[2:]] == ["LeftOut", "PersonRow", "MessageRow"]


def test_every_row_of_a_made_up_export_comes_in_or_says_why_not_and_twice_the_same() -> None:
    file = io.BytesIO()
    written = write_export(file, connections=1_000, messages=3_000, seed=7)
    rows = rows_of(file)
    assert tally(rows) == {
        "OwnRow": 2,
        "PersonRow": written.connections,
        "LeftOut closed_member": written.closed,
        "GiveRow": written.gives,
        "RequestRow": written.invitations,
        "MessageRow": written.messages,
        "LeftOut draft": written.drafts,
        "LeftOut sponsored": written.adverts,
    }
    assert rows_of(file) == rows
