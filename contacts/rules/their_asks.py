"""The mirror of ask-only (E-34): does somebody only ever ask something of the user? Shown to the user alone."""

from dataclasses import replace

from contacts.rules.ask_only import AskOnlyFacts, AskOnlyVerdict, judge_ask_only


def judge_their_asks(facts: AskOnlyFacts) -> AskOnlyVerdict:
    """Say whether their last asks were all that came from them (E-34), by the same rule as E-30 with the sides changed.

    The caller mirrors the facts: ``asks`` are theirs of the user, ``gives`` what they did (or offered, and the user
    declined), and of a touch ``mine`` means that *they* began it, alone or with the user, ``has_ask`` that it made or
    chased an ask of theirs, or is the user's written answer to one and no more. Being in touch without an ask of theirs
    keeps the flag down, whoever began it. Their thanks are not recorded, so ``gratitude`` is not looked at.
    """
    return judge_ask_only(replace(facts, gratitude=()))
