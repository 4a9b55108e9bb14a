"""Whom most questions are about: the user, and somebody whom they have long known."""

import pytest

from contacts.models import Contact, User
from tests.factories import create_account, create_contact


@pytest.fixture
def alice(db: None) -> User:
    return create_account()


@pytest.fixture
def ana(alice: User) -> Contact:
    return create_contact(by=alice, name="Ana", days_ago=900, learned="plans a mentoring year for welders")
