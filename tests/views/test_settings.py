"""Settings: days, digest, invitations, taking everything along, and leaving."""

import json
from datetime import time, timedelta

from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Interaction, Invitation, Person, User
from contacts.services.accounts import UNDO_DAYS, delete_closed
from contacts.services.interactions import delete_interaction
from contacts.services.people import delete_person
from tests.factories import (
    PASSWORD,
    create_contact,
    create_event,
    create_person,
    create_promise,
    create_reminder,
    log,
    today_of,
)
from tests.views.worlds import CastTestCase


class SettingsTests(CastTestCase):
    def days(self, **changes):
        return {"time_zone": "Europe/Oslo", "working_days": ["0", "1", "2", "3", "4"], "has_shortcuts": "on", **changes}

    def test_changes_days_zone_and_keys(self):
        self.get("settings")
        form = self.days(time_zone="Asia/Tokyo", working_days=["0", "6"])
        del form["has_shortcuts"]
        self.post("settings", **form)
        self.alice.refresh_from_db()
        assert (self.alice.time_zone, self.alice.working_days, self.alice.has_shortcuts) == ("Asia/Tokyo", "06", False)
        assert self.alice.time_zone_chosen

    def test_saving_something_else_does_not_choose_the_zone(self):
        self.post("settings", **self.days(working_days=[]))
        self.alice.refresh_from_db()
        assert (self.alice.working_days, self.alice.time_zone_chosen) == ("", False)

    def test_refuses_nonsense(self):
        for change in ({"time_zone": "Mars/Base"}, {"time_zone": ""}, {"working_days": ["7"]}, {"time_zone": "a\0b"}):
            self.post("settings", status=422, **self.days(**change))
        self.alice.refresh_from_db()
        assert self.alice.time_zone == "Europe/Oslo"

    def test_takes_the_browsers_zone_only_until_one_is_chosen(self):
        self.post("settings_time_zone", status=204, browser_time_zone="Asia/Tokyo")
        self.post("settings_time_zone", status=204, browser_time_zone="Mars/Base")
        self.alice.refresh_from_db()
        assert self.alice.time_zone == "Asia/Tokyo"
        self.post("settings", **self.days(time_zone="Europe/Oslo"))
        self.post("settings_time_zone", status=204, browser_time_zone="Asia/Tokyo")
        self.alice.refresh_from_db()
        assert self.alice.time_zone == "Europe/Oslo"

    def test_the_page_asks_for_the_zone_only_until_one_is_chosen(self):
        self.assertContains(self.get("more"), "data-adopt-zone")
        self.post("settings", **self.days(time_zone="Asia/Tokyo"))
        self.assertNotContains(self.get("more"), "data-adopt-zone")


class DigestTests(CastTestCase):
    def digest(self, **changes):
        return {"digest_days": ["0"], "digest_at": "06:15", "digest_detail": "full", "paused_until": "", **changes}

    def test_changes_when_and_how_much(self):
        until = today_of(self.alice) + timedelta(days=9)
        self.get("settings_digest")
        self.post("settings_digest", **self.digest(paused_until=until.isoformat()))
        self.alice.refresh_from_db()
        assert (self.alice.digest_days, self.alice.digest_at) == ("0", time(6, 15))
        assert (self.alice.digest_detail, self.alice.paused_until) == ("full", until)
        self.post("settings_digest", **self.digest())
        self.alice.refresh_from_db()
        assert self.alice.paused_until is None

    def test_refuses_nonsense_and_a_pause_into_the_past(self):
        today = today_of(self.alice).isoformat()
        cases = [
            {"digest_at": "25:00"},
            {"digest_at": ""},
            {"digest_detail": ""},
            {"digest_detail": "all"},
            {"digest_days": ["x"]},
            {"paused_until": today},
            {"paused_until": "9999-12-31"},
            {"paused_until": "x"},
        ]
        for change in cases:
            response = self.post("settings_digest", status=422, **self.digest(**change))
            self.assertContains(response, "field-error", status_code=422)
            self.assertNotContains(response, "This field", status_code=422)

    def test_a_pause_that_is_over_does_not_block_saving(self):
        User.objects.filter(pk=self.alice.pk).update(paused_until=today_of(self.alice) - timedelta(days=3))
        self.post(
            "settings_digest",
            **self.digest(paused_until=(today_of(self.alice) - timedelta(days=3)).isoformat()),
        )


class InvitationTests(CastTestCase):
    def test_shows_the_link_once_and_it_opens_sign_up(self):
        self.post("settings_invitations")
        link = self.get("settings_invitations").context["link"]
        assert Invitation.objects.get().token in link
        assert self.get("settings_invitations").context["link"] == ""
        guest = Client()
        with self.settings(OPEN_SIGNUP=False):
            assert guest.get(link).url == reverse("account_signup")
            self.assertContains(guest.get(reverse("account_signup")), 'name="password1"')

    def test_a_revoked_link_opens_nothing(self):
        self.post("settings_invitations")
        invitation = Invitation.objects.get()
        link = reverse("invited", args=[invitation.token])
        self.post("invitation_revoke", invitation.pk)
        assert Client().get(link).url == reverse("account_login")

    def test_only_the_first_account_invites(self):
        assert self.stranger.get(reverse("settings_invitations")).status_code == 404
        assert self.stranger.post(reverse("settings_invitations")).status_code == 404
        self.post("settings_invitations")
        pk = Invitation.objects.get().pk
        assert self.stranger.post(reverse("invitation_revoke", args=[pk])).status_code == 404


class ExportTests(CastTestCase):
    def exported(self):
        answer = self.client.get(reverse("settings_export_json"))
        assert answer.streaming
        return json.loads(b"".join(answer.streaming_content))

    def test_holds_everything_of_the_account_and_nothing_of_others(self):
        person = create_contact(by=self.alice, name="Ana", learned="grew up in Bergen, repairs radios").person
        create_promise(by=self.alice, person=person, what="the notes on the grant")
        create_reminder(by=self.alice, person=person, text="ask how the leave went")
        create_event(by=self.alice, name="Øredev")
        gone = log(by=self.alice, person=person, talked_about="the deleted talk").interaction
        delete_interaction(by=self.alice, interaction=gone)
        delete_person(by=self.alice, person=create_person(by=self.alice, name="Gone"))
        create_person(by=self.mallory, name="Not mine")
        self.get("exports")
        export = self.exported()
        assert (export["format"], export["version"]) == ("rapport-export", 2)
        assert export["account"]["email"] == self.alice.email
        assert "password" not in export["account"]
        assert {circle["name"] for circle in export["circles"]} == {"Monthly", "Quarterly", "Yearly"}
        assert [event["name"] for event in export["events"]] == ["Øredev"]
        ana, lost = export["people"]
        assert (ana["name"], lost["name"], lost["deleted_at"] is None) == ("Ana", "Gone", False)
        assert [row["talked_about"] for row in ana["interactions"] if row["deleted_at"]] == ["the deleted talk"]
        assert ana["contact"]["founded_on"] == ana["interactions"][0]["public_id"]
        assert ana["exchanges"][0]["what"] == "the notes on the grant"
        assert "ask how the leave went" in [row["text"] for row in ana["follow_ups"]]

    def test_is_whole_for_an_empty_account_and_for_many_people(self):
        assert self.exported()["people"] == []
        for number in range(103):
            create_person(by=self.alice, name=f"Person {number}")
        assert len({row["public_id"] for row in self.exported()["people"]}) == 103


class LeavingTests(CastTestCase):
    def test_takes_the_password_waits_and_then_everything_goes(self):
        self.alice.set_password(PASSWORD)
        self.alice.save()
        self.client.force_login(self.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
        create_contact(by=self.alice, name="Ana")
        create_person(by=self.mallory, name="Not mine")
        self.get("settings_delete_account")
        for password, said in (("", "Type your password."), ("wrong", "This is not your password.")):
            response = self.post("settings_delete_account", status=422, password=password)
            self.assertContains(response, said, status_code=422)
        assert User.objects.filter(pk=self.alice.pk).exists()
        self.post("settings_delete_account", password=PASSWORD)
        assert delete_closed() == 0
        self.assertContains(self.get("people"), "Keep my account")
        self.post("account_keep")
        self.assertNotContains(self.get("people"), "Keep my account")
        self.post("settings_delete_account", password=PASSWORD)
        User.objects.filter(pk=self.alice.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
        assert delete_closed() == 1
        assert not User.objects.filter(pk=self.alice.pk).exists()
        assert [person.name for person in Person.everything.all()] == ["Not mine"]
        assert not Interaction.everything.exists()
        assert not get_user(self.client).is_authenticated


class DeletedTests(CastTestCase):
    def test_lists_each_kind_with_the_days_left_and_restores(self):
        person = create_contact(by=self.alice, name="Ana").person
        talk = log(by=self.alice, person=person, talked_about="the second talk").interaction
        self.assertContains(self.get("deleted"), "Nothing is waiting here")
        delete_interaction(by=self.alice, interaction=talk)
        listing = self.get("deleted").context["listing"]
        assert (listing.kind, listing.rows[0].title, listing.rows[0].days_left) == (
            "interaction",
            "the second talk",
            UNDO_DAYS,
        )
        self.post("deleted_restore", "interaction", talk.public_id, next=reverse("deleted"))
        assert Interaction.objects.filter(pk=talk.pk).exists()

    def test_what_hangs_on_a_deleted_person_comes_back_with_them(self):
        person = create_contact(by=self.alice, name="Ana").person
        talk = log(by=self.alice, person=person).interaction
        delete_interaction(by=self.alice, interaction=talk)
        delete_person(by=self.alice, person=person)
        listing = self.get("deleted").context["listing"]
        assert dict(listing.counts) == {"person": 1, "interaction": 0, "exchange": 0, "event": 0}

    def test_restores_an_event_and_refuses_other_kinds_and_strangers(self):
        event = create_event(by=self.alice)
        self.post("event_delete", event.public_id)
        assert self.stranger.post(reverse("deleted_restore", args=["event", event.public_id])).status_code == 404
        self.post("deleted_restore", "user", event.public_id, status=404)
        self.get("deleted", kind="nonsense")
        self.post("deleted_restore", "event", event.public_id)
        self.get("event", event.public_id)

    def test_takes_as_many_queries_for_twice_the_rows(self):
        person = create_contact(by=self.alice, name="Ana").person
        url = reverse("deleted", query={"kind": "interaction"})

        def grow():
            for number in range(4):
                talk = log(by=self.alice, person=person, talked_about=f"talk {number}").interaction
                delete_interaction(by=self.alice, interaction=talk)

        grow()
        once = self.queries(url)
        grow()
        assert self.queries(url) == once


class MoreTests(CastTestCase):
    def test_leads_everywhere(self):
        response = self.get("more")
        for name in ("events", "to_finish", "deleted", "settings", "settings_circles", "exports", "digest"):
            self.assertContains(response, f'href="{reverse(name)}"')
        self.assertContains(response, reverse("account_logout"))
        self.assertContains(response, reverse("settings_invitations"))
