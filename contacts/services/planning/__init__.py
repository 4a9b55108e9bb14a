"""Planning: a person's follow-ups are brought in step with what stands in the notebook (E-03, E-30, E-32 to E-37).

Once more changes nothing. It may close and reopen what planning closed, never what the user closed. `settle_up` judges
the standings anew first; `replan` takes them as they stand. The sweeps do what only time brings about.
"""

from contacts.services.planning.replanning import (
    plan_first,
    replan,
    replan_account,
    replan_people,
    settle_account,
    settle_people,
    settle_up,
)
from contacts.services.planning.sweeps import release_nudges, sweep_nudges, sweep_planning

__all__ = [
    "plan_first",
    "release_nudges",
    "replan",
    "replan_account",
    "replan_people",
    "settle_account",
    "settle_people",
    "settle_up",
    "sweep_nudges",
    "sweep_planning",
]
