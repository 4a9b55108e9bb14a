"""The values in LinkedIn's files: addresses of profiles, moments, texts with markup."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importers.linkedin_values import day, moment, name_in_slug, plain, profile_of, slug

# Profiles


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.linkedin.com/in/Ana-Sousa", "ana-sousa"),
        ("https://www.linkedin.com/in/ana-sousa/", "ana-sousa"),
        ("http://linkedin.com/in/ana-sousa?trk=people", "ana-sousa"),
        ("linkedin.com/in/ana-sousa#top", "ana-sousa"),
        ("https://de.linkedin.com/in/ana-sousa/de", "ana-sousa"),
        ("https://www.linkedin.com/mwlite/in/ana-sousa", "ana-sousa"),
        ("https://www.linkedin.com/in/j%C3%BCrgen-m%C3%BCller", "jürgen-müller"),
        ("https://www.linkedin.com/in/J%C3%9CRGEN-m%c3%bcller", "jürgen-müller"),
        ("https://www.linkedin.com/in/ju%CC%88rgen-müller", "jürgen-müller"),
        ("https://www.linkedin.com/pub/ana-sousa/1/23/456", "ana-sousa/1/23/456"),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://example.com/in/ana", ""),
        ("https://www.linkedin.com/in/", ""),
        ("ana", ""),
        ("", ""),
    ],
)
def test_what_names_a_person_in_an_address(address: str, expected: str) -> None:
    assert slug(address) == expected
    if expected:
        assert slug(profile_of(address)) == expected
    else:
        assert profile_of(address) == ""


@given(st.text(max_size=40))
def test_an_address_in_its_one_form_stays_as_it_is(name: str) -> None:
    once = profile_of(f"https://www.linkedin.com/in/{name}")
    assert not once or profile_of(once) == once


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mary-somerville-3b1", "Mary Somerville"),
        ("ana", "Ana"),
        ("a1b2c3", "a1b2c3"),
        ("jürgen-m%C3%BCller", "Jürgen Müller"),
    ],
)
def test_a_name_in_an_address(name: str, expected: str) -> None:
    assert name_in_slug(f"https://www.linkedin.com/in/{name}") == expected


# Moments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08 Feb 2026", datetime(2026, 2, 8)),
        ("8 February 2026", datetime(2026, 2, 8)),
        ("08-Feb-26", datetime(2026, 2, 8)),
        ("Feb 8, 2026", datetime(2026, 2, 8)),
        ("2026-02-08", datetime(2026, 2, 8)),
        ("2/8/26", datetime(2026, 2, 8)),
        ("02/08/2026", datetime(2026, 2, 8)),
        ("25/2/2026", datetime(2026, 2, 25)),
        ("8.2.2026", datetime(2026, 2, 8)),
        ("2/8/89", datetime(1989, 2, 8)),
        ("2026-02-08 14:37:05 UTC", datetime(2026, 2, 8, 14, 37, 5, tzinfo=UTC)),
        ("2026-02-08T14:37:05.123Z", datetime(2026, 2, 8, 14, 37, 5, tzinfo=UTC)),
        ("2026-02-08T14:37:05+00:00", datetime(2026, 2, 8, 14, 37, 5, tzinfo=UTC)),
        ("2026/02/08 14:37:05 UTC", datetime(2026, 2, 8, 14, 37, 5, tzinfo=UTC)),
        ("1833-06-05 14:00:00 UTC", datetime(1833, 6, 5, 14, tzinfo=UTC)),
        ("1/29/26, 2:37 PM", datetime(2026, 1, 29, 14, 37)),
        ("1/29/26, 12:05\u202fam", datetime(2026, 1, 29, 0, 5)),
        ("Mar 25 2023 10:15 AM", datetime(2023, 3, 25, 10, 15)),
        ("03/15/23, 07:33 AM", datetime(2023, 3, 15, 7, 33)),
        ("29 Feb 2024", datetime(2024, 2, 29)),
        ("29 Feb 2026", None),
        ("31 Apr 2026", None),
        ("08 Feb 20", None),
        ("08 Fev 2026", None),
        ("2026-02-30", None),
        ("1799-12-31", None),
        ("0000-00-00", None),
        ("1/29/26, 13:05 PM", None),
        ("2026-02-08 25:00:00 UTC", None),
        ("yesterday", None),
        ("2026", None),
        ("", None),
        ("08 Feb 2026 " * 10_000, None),
    ],
)
def test_a_moment_in_each_form(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected
    assert day(text) == (expected.date() if expected else None)


@given(st.text() | st.from_regex(r"[\d/,:.\- AaPpMmTZ]{0,30}"))
def test_a_moment_is_one_or_none_whatever_is_written(text: str) -> None:
    found = moment(text)
    assert found is None or found.year >= 1800


@given(st.datetimes(min_value=datetime(1800, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC)))
def test_a_moment_comes_back_from_what_an_export_writes(at: datetime) -> None:
    assert moment(f"{at.year:04}-{at:%m-%d %H:%M:%S} UTC") == at


# Texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello", "Hello"),
        ("  two\r\n\r\n\r\n\r\nlines \n", "two\n\nlines"),
        ("<p>Dear Ana,</p><p>see &amp; hear</p>", "Dear Ana,\n\nsee & hear"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n\n- two"),
        ("<strong>big</strong> <em>small</em>", "big small"),
        ("I <3 it & you", "I <3 it & you"),
        ("a < b and c > d", "a < b and c > d"),
        ("if <ana@example.com> asks", "if <ana@example.com> asks"),
        ("it&#39;s 5 &lt; 6&nbsp;now", "it's 5 < 6 now"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("R&D; AT&T", "R&D; AT&T"),
        ('<a href="https://example.com/x?a=1&amp;b=2">look</a> here', "look (https://example.com/x?a=1&b=2) here"),
        ('<a href="https://example.com/">https://example.com</a>', "https://example.com"),
        ('<a href="https://example.com"></a>', "https://example.com"),
        ('<a href="javascript:alert(1)">look</a>', "look"),
        ("<a>look</a>", "look"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("</a></p>", ""),
        ("\x00\x08\u202eright", "right"),
    ],
)
def test_a_text_as_its_reader_saw_it(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "piece", ["<p ", "<a href=", "<", "&", "&#", "<p", "<a href='http://", "\n", " \n", "<li>", "</a"]
)
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    plain(piece * (900_000 // len(piece)))


@given(st.text(alphabet="<>/pabr &;#x39\"'=\n\t", max_size=200))
def test_any_markup_becomes_some_text(text: str) -> None:
    said = plain(text)
    assert said == said.strip()
