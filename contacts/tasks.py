"""Celery's side: ids in, one service call, nothing returned. The database is the queue, these are the alarm clock."""

from celery import shared_task

from contacts.services import (
    accounts,
    bulk,
    duplicates,
    exports,
    forgetting,
    imports,
    notifications,
    planning,
    private_files,
    standings,
)


@shared_task
def sweep_digests() -> None:
    notifications.sweep_digests()


@shared_task
def deliver_batch(*delivery_ids: int) -> None:
    notifications.deliver_batch(delivery_ids)


@shared_task
def sweep_follow_ups() -> None:
    planning.sweep_planning()
    planning.sweep_nudges()
    notifications.beat("follow_ups")


@shared_task
def sweep_daily() -> None:
    standings.sweep_standings()
    forgetting.forget_due()
    accounts.delete_closed()
    duplicates.sweep_duplicates()
    notifications.beat("standings")


@shared_task
def find_duplicates(account_id: int) -> None:
    duplicates.find_duplicates(account_id)


@shared_task
def find_duplicates_of(person_id: int) -> None:
    duplicates.find_duplicates_of(person_id)


@shared_task
def carry_on_import(batch_id: int) -> None:
    imports.carry_on(batch_id)


@shared_task
def sweep_imports() -> None:
    imports.sweep_imports()


@shared_task
def carry_on_export(export_id: int) -> None:
    exports.carry_on(export_id)


@shared_task
def sweep_exports() -> None:
    exports.sweep_exports()
    notifications.beat("exports")


@shared_task
def purge() -> None:
    accounts.purge()
    exports.purge_exports()
    bulk.purge_bulk()
    imports.purge_imports()
    private_files.sweep_left_behind()
    notifications.purge_deliveries()
    notifications.beat("purge")
