"""A worker killed in the middle of its work: the work is done after all, and once."""

import os

import pytest
import redis

from tests.conftest import absent
from tests.faults.desk import Desk, wait_for

pytestmark = pytest.mark.slow
BROKER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture(params=["embedded", pytest.param("redis", marks=pytest.mark.services)])
def desk(request, tmp_path):
    made = Desk(tmp_path, broker() if request.param == "redis" else "")
    made.prepare(2)
    yield made
    made.kill()


def broker() -> str:
    """Return the address of an emptied broker."""
    client = redis.Redis.from_url(BROKER, socket_connect_timeout=3)
    try:
        client.delete("work", "unacked", "unacked_index", "_kombu.binding.work")
    except redis.RedisError:
        absent("no Redis at TEST_REDIS_URL", "REQUIRE_SERVICES")
    return BROKER


def test_a_document_whose_worker_was_killed_is_read_after_the_restart_once(desk):
    desk.start()
    at_work = wait_for(desk.at_work, what="a document at work")
    desk.kill()
    (row, begun), *_ = at_work.items()
    assert desk.begun(row) == begun
    assert len(desk.readings()) < 2

    desk.start()
    wait_for(lambda: desk.left() == 0, what="every document to be read")

    assert desk.readings() == [1, 1]
