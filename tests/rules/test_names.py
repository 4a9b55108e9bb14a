"""The word to call somebody by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.names import call_name


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ana Ferreira", "Ana"),
        ("  Ana  ", "Ana"),
        ("Ana", "Ana"),
        ("Dr. Ana Ferreira", "Dr."),
        ("O’Brien Sean", "O’Brien"),
        ("Łukasz Żółciński", "Łukasz"),
        ("יעל בן־דוד", "יעל"),
        ("अमित शर्मा", "अमित"),
        ("สมชาย ใจดี", "สมชาย"),
        # What has no letter calls nobody.
        ("🛶 Dag Moe", "Dag"),
        ("👩🏽‍💻 🛶 Dag", "Dag"),
        ("7 Ana", "Ana"),
        ("(Ana) Bo", "(Ana)"),
        # Family name first: nobody knows where the one ends and the other begins.
        ("田中 太郎", "田中 太郎"),
        ("王小明", "王小明"),
        ("佐々木 希", "佐々木 希"),
        ("やまだ はなこ", "やまだ はなこ"),
        ("ヤマダ・ハナコ", "ヤマダ・ハナコ"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ", "ﾔﾏﾀﾞ ﾊﾅｺ"),
        ("김 민지", "김 민지"),
        ("🌸 田中 太郎", "田中 太郎"),
        ("Minji 김", "Minji"),
        # Nothing to choose from.
        ("🛶 🛶", "🛶"),
        ("42", "42"),
        ("", ""),
        (" ", " "),
    ],
)
def test_calls_them_by(name: str, called: str) -> None:
    assert call_name(name) == called


@given(st.text())
def test_there_is_always_a_word_where_there_is_a_name(name: str) -> None:
    assert bool(call_name(name).strip()) == bool(name.strip())
