"""Logging: what one entry leaves in the database, once, whatever is sent twice, edited, deleted or moved."""

import pytest
from django.test import TestCase

from contacts.models import Contact, FollowUp, Interaction, Standing
from tests.factories import create_account, log


class LogTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def test_a_meaningful_conversation_makes_a_contact(self) -> None:
        logged = log(by=self.alice, name="Ana")
        assert logged.contact_made
        assert Contact.objects.get().founded_on == logged.interaction
        assert FollowUp.objects.get().kind == "first"
        assert Standing.objects.get().last_in_touch_on == logged.interaction.happened_on
