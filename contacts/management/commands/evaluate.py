"""Measure how well the rules judge: labelled lines in, precision, recall and F1 out, by the rules that users meet."""

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contacts.judgement.figures import HEADER, Figures, Judged, figures_of
from contacts.judgement.histories import judge_histories
from contacts.judgement.lines import WrongLine
from contacts.judgement.messages import KINDS, judge_messages
from contacts.judgement.notes import judge_notes

ASK_ONLY = "ask-only"
MEANINGFUL = "meaningful"

SHAPES = r"""
asks, gives, promises, pitches: a line is Yes<TAB>text or No<TAB>text; \n inside a text is a line end.
ask-only: a line is a JSON object with today, interactions and verdict (true: only when I need something). An
  interaction has on, started_by, depth, they_took_part and exchanges, and may have talked_about; an exchange has
  giver, asked, state and what, and may have size, our_work and thanked_on. The same what later is the same favour.
meaningful: a line is a JSON object with channel, started_by, depth, they_took_part, talked_about, learned and verdict
  (true: meaningful), and may have name, firm, role, event and other_notes.
"""


class Command(BaseCommand):
    help = "Judge labelled lines and print, last, precision, recall, F1 and how many lines there were."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = SHAPES
        parser.add_argument("what", choices=[*KINDS, ASK_ONLY, MEANINGFUL], help="what the lines are judged for")
        parser.add_argument("file", type=Path, help="the file with the labelled lines, in UTF-8")
        parser.add_argument("--errors", action="store_true", help="print the misjudged lines first")

    def handle(self, *, what: str, file: Path, errors: bool, **options: Any) -> None:
        cases = _judged(_judge(what), file)
        if errors:
            for case in cases:
                if not case.is_right:
                    self.stdout.write(_misjudged(case))
        figures = figures_of(cases)
        self.stdout.write(_in_words(what, figures))
        self.stdout.write(HEADER)
        self.stdout.write(str(figures))


def _judge(what: str) -> Callable[[Iterable[bytes]], list[Judged]]:
    if what == ASK_ONLY:
        return judge_histories
    if what == MEANINGFUL:
        return judge_notes
    return partial(judge_messages, what, today=timezone.localdate())


def _judged(judge: Callable[[Iterable[bytes]], list[Judged]], file: Path) -> list[Judged]:
    try:
        with file.open("rb") as lines:
            cases = judge(lines)
    except OSError as why:
        raise CommandError(f"{file} cannot be read: {why.strerror}. Nothing was judged.") from why
    except WrongLine as why:
        raise CommandError(f"{file}: {why} Nothing was counted.") from why
    if not cases:
        raise CommandError(f"{file} holds no lines. Nothing was judged.")
    return cases


def _misjudged(case: Judged) -> str:
    should, judged = ("Yes", "No") if case.right else ("No", "Yes")
    because = f" ({case.because})" if case.because else ""
    return f"line {case.line}: {should}, judged {judged}{because}: {case.shown}"


def _in_words(what: str, figures: Figures) -> str:
    found, wrong, missed = figures.found, figures.wrong, figures.missed
    if what == ASK_ONLY:
        fair = found + figures.left_alone
        return f"{fair} of {figures.n} judged fairly; accused unfairly: {wrong}, missed: {missed}."
    if what == MEANINGFUL:
        real, empty = found + missed, wrong + figures.left_alone
        return (
            f"Real notes accepted: {found} of {real} ({figures.recall:.3f}); "
            f"empty ones refused: {figures.left_alone} of {empty} ({figures.refused:.3f})."
        )
    return f"Found: {found}, wrongly found: {wrong}, missed: {missed}, rightly left alone: {figures.left_alone}."
