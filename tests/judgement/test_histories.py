"""Ask-only against the verdicts of a fair person, and how a history's lines become favours, talks and mentions."""

import json
from pathlib import Path

import pytest

from contacts.judgement.histories import judge_histories, read_history
from contacts.judgement.lines import Record, WrongLine
from contacts.rules.ask_only import judge_ask_only
from contacts.rules.their_asks import judge_their_asks
from contacts.vocabulary import ExchangeState, Side, Size

HISTORIES = Path(__file__).resolve().parent.parent / "data" / "histories.jsonl"
WRITTEN = [json.loads(line) for line in HISTORIES.read_text(encoding="utf-8").splitlines()]


def record(content: dict) -> Record:
    return Record(content, "Line 1")


@pytest.mark.parametrize("history", WRITTEN, ids=lambda history: history["why"])
def test_a_fair_person_would_say_the_same(history) -> None:
    flagged = judge_ask_only(read_history(record(history)).facts()).flagged
    assert flagged is (history["verdict"] == "ask-only")


def mirrored(history: dict) -> dict:
    """The same history with the two sides changed; what is said of thanks goes, since theirs are not recorded."""
    other = {"me": "them", "them": "me", "both": "both"}
    interactions = [
        row
        | {"started_by": other[row["started_by"]]}
        | {"exchanges": [exchange | {"giver": other[exchange["giver"]]} for exchange in row["exchanges"]]}
        for row in history["interactions"]
    ]
    return history | {"interactions": interactions}


WITHOUT_THANKS = [history for history in WRITTEN if "thanked_on" not in json.dumps(history)]


@pytest.mark.parametrize("history", WITHOUT_THANKS, ids=lambda history: history["why"])
def test_what_is_fair_to_say_of_me_is_fair_to_say_of_them(history) -> None:
    facts = read_history(record(mirrored(history))).facts(Side.THEM)
    assert judge_their_asks(facts).flagged is (history["verdict"] == "ask-only")


def test_there_are_enough_of_both_kinds() -> None:
    flagged = sum(history["verdict"] == "ask-only" for history in WRITTEN)
    assert len(WRITTEN) >= 40
    assert flagged >= 15 and len(WRITTEN) - flagged >= 15


def talk(on: str, *exchanges: dict, **more) -> dict:
    told = {"on": on, "started_by": "me", "depth": "chat", "they_took_part": True, "exchanges": list(exchanges)}
    return told | more


def favour(what: str, **more) -> dict:
    return {"giver": "them", "asked": True, "state": "open", "what": what} | more


def read(*talks: dict, today: str = "2026-11-22"):
    return read_history(record({"today": today, "interactions": list(talks)}))


def test_the_same_words_later_are_the_same_favour() -> None:
    history = read(
        talk("2026-05-01", favour("A desk.", size="large")),
        talk("2026-05-20", favour("a  desk")),
        talk("2026-06-01", favour("a desk", state="kept", thanked_on="2026-06-03", our_work=True), started_by="them"),
    )
    (desk,) = history.favours
    assert (desk.state, desk.size, desk.our_work) == (ExchangeState.KEPT, Size.LARGE, True)
    assert [str(day) for day in (desk.opened_on, desk.settled_on, desk.thanked_on)] == [
        "2026-05-01",
        "2026-06-01",
        "2026-06-03",
    ]
    assert [mention.kind for mention in history.mentions] == ["made", "chased", "answered"]


def test_the_other_way_round_it_is_another_favour() -> None:
    history = read(talk("2026-05-01", favour("a desk"), favour("a desk", giver="me", asked=False)))
    assert [one.giver for one in history.favours] == [Side.THEM, Side.ME]


@pytest.mark.parametrize(
    ("later", "kind", "has_ask"),
    [
        ({"state": "open"}, "chased", True),
        ({"state": "kept", "started_by": "them"}, "answered", True),
        ({"state": "kept", "started_by": "me"}, "answered", True),
        ({"state": "declined", "started_by": "them", "talked_about": "a desk"}, "answered", True),
        ({"state": "kept", "talked_about": "the book is written, on that very desk"}, "answered", False),
        ({"state": "kept", "they_took_part": False}, "answered", False),
        (
            {"state": "kept", "started_by": "them", "depth": "conversation", "talked_about": "her move to Porto"},
            "answered",
            False,
        ),
        ({"state": "kept", "started_by": "them", "depth": "conversation"}, "answered", True),
    ],
)
def test_a_later_line_chases_answers_or_says_more(later, kind, has_ask) -> None:
    later = dict(later)
    state = later.pop("state")
    history = read(talk("2026-05-01", favour("a desk")), talk("2026-06-01", favour("a desk", state=state), **later))
    assert [mention.kind for mention in history.mentions] == ["made", kind]
    assert history.facts().touches[1].has_ask is has_ask


def test_what_is_told_once_more_of_a_favour_done_is_no_chaser() -> None:
    done = favour("a desk", state="kept")
    history = read(talk("2026-05-01", done), talk("2026-06-01", done, talked_about="the book is written"))
    assert [mention.kind for mention in history.mentions] == ["made"]


def test_what_lies_after_today_is_left_out_and_the_order_of_lines_does_not_matter() -> None:
    rows = [talk(f"2026-{month:02}-05", favour(f"favour {month}")) for month in (12, 3, 9, 6)]
    history = read(*rows)
    assert [one.what for one in history.favours] == ["favour 3", "favour 6", "favour 9"]
    assert len(history.told) == 3


def test_a_far_year_is_judged_as_well() -> None:
    rows = [talk(f"9999-{month:02}-05", favour(f"favour {month}")) for month in (1, 4, 9)]
    verdict = judge_ask_only(read(*rows, today="9999-11-22").facts())
    assert verdict.flagged and str(verdict.falls_on) == "9999-12-31"


def test_takes_words_for_verdicts_however_they_are_written() -> None:
    def verdict(value) -> bool:
        line = json.dumps({"today": "2026-11-22", "interactions": [], "verdict": value}).encode()
        return judge_histories([line])[0].right

    assert all(
        map(verdict, [True, "yes", 1, "Ask-Only", "ask_only", "ASK ONLY", "flagged", "Only when I need something"])
    )
    assert not any(map(verdict, [False, "no", 0, "fair", "OK", "none", "no flag", "not ask-only", "not_ask_only"]))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"today": "soon"}, "Line 1: \"today\" is 'soon', but should be a day like 2026-11-22."),
        ({"today": None}, 'Line 1 has no "today": a day like 2026-11-22.'),
        ({"today": "2026-02-30"}, "should be a day"),
        ({"verdict": "perhaps"}, 'Line 1: "verdict" is'),
        ({"interactions": "none"}, '"interactions" is'),
        ({"interactions": [talk("2026-05-01", depth="deep")]}, "Line 1, interaction 1: \"depth\" is 'deep'"),
        ({"interactions": [talk("2026-05-01", favour("x", state="odd"))]}, "Line 1, interaction 1, exchange 1"),
        ({"interactions": [talk("2026-05-01", favour("x", size=4))]}, "small, medium or large"),
        ({"interactions": [talk("2026-05-01", favour("x", asked="perhaps"))]}, "true or false"),
        ({"interactions": [talk("2026-05-01", favour(7))]}, '"what" is 7, but should be a text'),
    ],
)
def test_says_which_field_of_which_line_is_wrong(changes, says) -> None:
    content = {"today": "2026-11-22", "interactions": [], "verdict": True} | changes
    with pytest.raises(WrongLine, match=r"^Line 1") as refused:
        judge_histories([json.dumps(content).encode()])
    assert says in str(refused.value)
