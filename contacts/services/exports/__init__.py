"""Taking everything along: one zip, ordered by its owner, made by a worker in slices, kept for seven days."""

from contacts.services.exports.making import carry_on, sweep_exports
from contacts.services.exports.ordering import KEPT_DAYS, make_export, purge_exports

__all__ = ["KEPT_DAYS", "carry_on", "make_export", "purge_exports", "sweep_exports"]
