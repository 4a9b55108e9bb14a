"""The table of labelled sets: each read as its authors wrote it, and what is missing said."""

import io
import json

import pytest

from contacts.vocabulary import Said
from tests.evaluate import __main__ as evaluate
from tests.evaluate import sets
from tests.evaluate.mail import NotToBeRead

ASK = "Could you please send me the report by Friday?"
PLAIN = "The meeting went well."


def written(folder, files: dict[str, str]):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


SMALL = {
    "enron-intent/intent_pos": f"{ASK}\n\nPlease call me.\n",
    "enron-intent/intent_neg": f"{PLAIN}\n",
    "parakweet/train.txt": f"Yes\t{ASK}\nNo\t{PLAIN}\n",
    "xdailydialog/dialogues_en.txt": f"{ASK} __eou__ I ’ ll do it . __eou__\nA turn __eou__ too many __eou__\n",
    "xdailydialog/dialogues_acts.txt": "3 4\n1\n",
    "persuasion/dialogues.csv": (
        "dialogue,speaker,turn,sentence,persuader_label,persuadee_label\n"
        'a,persuader,0,"Would you like to donate, please?",proposition-of-donation,\n'
        "a,persuadee,0,How would I do that?,,ask-donation-procedure\n"
        "a,persuader,1,Thank you so much.,thank,\n"
    ),
}


def rows(out: str) -> dict[tuple[str, str], list[str]]:
    found = {}
    for line in out.splitlines()[1:]:
        name, kind, figures = line[:16].strip(), line[16:42].strip(), line[42:].split()
        if len(figures) == 4:
            found[name, kind] = figures
    return found


def test_counts_each_set_by_its_labels(tmp_path) -> None:
    out = io.StringIO()
    assert sets.report(written(tmp_path, SMALL), out) == len(sets.SETS)
    table = rows(out.getvalue())
    assert {key: figures[0] for key, figures in table.items() if key[0] != "tests/data"} == {
        ("enron-intent", "asks"): "3",
        ("", "asks, without adverts"): "2",
        ("parakweet", "asks"): "2",
        ("xdailydialog", "asks (directives)"): "2",
        ("xdailydialog", "promises (commissives)"): "2",
        ("persuasion", "asks and pitches"): "2",
        ("persuasion", "gives (thanks, praise)"): "2",
    }
    assert " texts read, " in out.getvalue()


def test_own_sets_stand_in_the_table_whatever_the_folder_holds(tmp_path) -> None:
    out = io.StringIO()
    assert sets.report(tmp_path, out) == 0
    table = rows(out.getvalue())
    assert {kind for name, kind in table if name == "tests/data"} == {"ask-only", "meaningful"}


def test_reads_turns_as_people_type() -> None:
    one = next(one for one in sets.SETS if Said.PROMISE in one.said)
    assert one.folder == "xdailydialog"
    assert sets._as_typed("I ’ ll do it , if you don ’ t mind .") == "I'll do it, if you don't mind."


def test_says_what_is_missing_and_goes_on(tmp_path, capsys) -> None:
    written(tmp_path, {"parakweet/train.txt": SMALL["parakweet/train.txt"]})
    assert evaluate.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "parakweet" in said
    for missing in ("enron-intent/intent_pos", "persuasion/dialogues.csv", "enron-mail"):
        assert f"Not there, left out: {tmp_path / missing}" in said


@pytest.mark.parametrize(
    "files",
    [
        {"parakweet/train.txt": "Perhaps\tnot\n"},
        {"parakweet/train.txt": "\x00\x00"},
        {"persuasion/dialogues.csv": "a,b\n1,2\n"},
        {"xdailydialog/dialogues_en.txt": "One\nTwo\n", "xdailydialog/dialogues_acts.txt": "1\n"},
    ],
    ids=json.dumps,
)
def test_a_set_in_disorder_is_refused(files, tmp_path, capsys) -> None:
    with pytest.raises(NotToBeRead):
        sets.report(written(tmp_path, files), io.StringIO())
    assert evaluate.main([str(tmp_path)]) == 2
    assert "is not in the shape it should have" in capsys.readouterr().err
