"""`manage.py evaluate`: the four figures at the end, and a clear sentence for every file that cannot be judged."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

MESSAGES = (
    b"\xef\xbb\xbfYes\tCould you send me the report by Friday?\n"
    b"No\tThe meeting went well.\r\n"
    b"\n"
    b"no\tWe had lunch \xff in the garden.\\nIt was sunny.\n"
)


def evaluated(tmp_path, what: str, content: bytes, *options: str) -> list[str]:
    file = tmp_path / "cases"
    file.write_bytes(content)
    out = StringIO()
    call_command("evaluate", what, str(file), *options, stdout=out)
    return out.getvalue().splitlines()


def lines(*objects: dict) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects).encode()


def note(verdict, learned: str, **more) -> dict:
    told = {"channel": "in_person", "started_by": "both", "depth": "conversation", "they_took_part": True}
    return told | {"talked_about": "the harbour", "learned": learned, "verdict": verdict} | more


@pytest.mark.parametrize("what", ["asks", "gives", "promises", "pitches"])
def test_prints_the_four_figures_last(tmp_path, what) -> None:
    said = evaluated(tmp_path, what, MESSAGES)
    assert said[-2] == "precision recall f1 n"
    *shares, n = said[-1].split(" ")
    assert n == "3"
    assert len(shares) == 3 and all(0 <= float(share) <= 1 for share in shares)


def test_notes_tell_how_many_were_accepted_and_refused(tmp_path) -> None:
    said = evaluated(
        tmp_path,
        "meaningful",
        lines(
            note(True, "moves to Porto in May"),
            note("refused", "very nice guy"),
            note("not meaningful", "CFO at Acme", firm="Acme", role="CFO"),
            note(False, "has three goats and a tractor"),
            note(False, "wants to open a bakery in Leeds", other_notes=["wants to open a bakery in Leeds"]),
            note(
                "door",
                "Bea wants to open a bakery",
                name="Bea",
                other_notes=[{"name": "Al", "text": "Al wants to open a bakery"}],
            ),
        ),
        "--errors",
    )
    assert said == [
        "line 4: No, judged Yes: the harbour / has three goats and a tractor",
        "Real notes accepted: 1 of 1 (1.000); empty ones refused: 4 of 5 (0.800).",
        "precision recall f1 n",
        "0.500 1.000 0.667 6",
    ]


def test_a_topic_of_stock_words_costs_one_yes_and_is_no_refusal(tmp_path) -> None:
    said = evaluated(tmp_path, "meaningful", lines(note(True, "moves to Porto in May", talked_about="caught up")))
    assert said[-1] == "1.000 1.000 1.000 1"


def test_histories_tell_who_was_accused_unfairly(tmp_path) -> None:
    asks = [
        {
            "on": f"2026-0{month}-05",
            "started_by": "me",
            "depth": "chat",
            "they_took_part": True,
            "exchanges": [{"giver": "them", "asked": True, "state": "open", "what": f"favour {month}"}],
        }
        for month in (3, 5, 7)
    ]
    history = {"today": "2026-11-22", "interactions": asks}
    said = evaluated(
        tmp_path,
        "ask-only",
        lines(history | {"verdict": "ask-only"}, history | {"verdict": "fair", "why": "a hard one"}),
        "--errors",
    )
    assert said == [
        "line 2: No, judged Yes (3 asks since 2026-03-05): a hard one",
        "1 of 2 judged fairly; accused unfairly: 1, missed: 0.",
        "precision recall f1 n",
        "0.500 1.000 0.667 2",
    ]


@pytest.mark.parametrize(
    ("what", "content", "says"),
    [
        (
            "asks",
            b"Yes\tCan you help me?\nMaybe\tHello",
            "Line 2 does not begin with Yes or No and a tab: “Maybe Hello”.",
        ),
        ("asks", b"Yes, can you help me?", "Line 1 does not begin with Yes or No and a tab"),
        ("gives", b"PNG\r\n\x1a\x00\x00", "Line 2 is no text: this looks like a binary file"),
        ("asks", "Yes\tWürden Sie".encode("utf-16"), "Line 1 is no text"),
        ("asks", b"", "holds no lines"),
        ("asks", b"\n\xef\xbb\xbf \n", "holds no lines"),
        ("ask-only", b'{"today": ', "Line 1 is no JSON"),
        ("ask-only", b"[" * 100_000, "Line 1 is no JSON"),
        ("ask-only", b"[]", "Line 1 is no JSON object"),
        ("ask-only", b'{"today": "2026-11-22", "interactions": []}', 'Line 1 has no "verdict": one of'),
        ("meaningful", b'\n{"verdict": true}', 'Line 2 has no "channel": one of in_person, phone'),
        ("meaningful", b'{"verdict": true, "channel": "smoke"}', "\"channel\" is 'smoke', but should be one of"),
        ("meaningful", lines(note(True, "x", other_notes=[5])), '"other_notes" is [5]'),
    ],
)
def test_says_in_one_sentence_what_cannot_be_judged(tmp_path, what, content, says) -> None:
    with pytest.raises(CommandError) as refused:
        evaluated(tmp_path, what, content)
    assert says in str(refused.value)
    assert "Nothing was" in str(refused.value)


def test_a_missing_file_is_said(tmp_path) -> None:
    with pytest.raises(CommandError, match=r"No such file or directory\. Nothing was judged"):
        call_command("evaluate", "asks", str(tmp_path / "nowhere"))
