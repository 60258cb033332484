"""A browser without a script, signed in as one of the scene's people."""

from collections.abc import Callable

import pytest
from django.test import Client

from disclosures.models import Account


@pytest.fixture
def signed_in(db: None) -> Callable[[Account], Client]:
    def enter(account: Account) -> Client:
        client = Client()
        client.force_login(account, "django.contrib.auth.backends.ModelBackend")
        return client

    return enter
