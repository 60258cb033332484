"""Runs the suite on PostgreSQL and Redis where they answer; says so where not.

Tests of the pure packages, of the samples and of the embedded system in a browser
touch neither service and have just run: they are not run a second time.
"""

import os
import subprocess
import sys

import psycopg
import redis

DATABASE = "postgresql://postgres@127.0.0.1:5432/postgres"
BROKER = "redis://127.0.0.1:6379/15"
WITHOUT_SERVICES = (
    "tests/disclosures/checks",
    "tests/disclosures/figures",
    "tests/disclosures/ingest",
    "tests/disclosures/parse",
    "tests/disclosures/samples",
    "tests/e2e",
    "tests/reviews/domain",
)


def main() -> int:
    """Return pytest's exit status, 0 where a service is absent and not required."""
    database = os.environ.get("TEST_DATABASE_URL", DATABASE)
    broker = os.environ.get("TEST_REDIS_URL", BROKER)
    missing = absent_services(database, broker)
    if missing:
        print(f"== tests on PostgreSQL and Redis left out: {'; '.join(missing)}")
        return int(os.environ.get("REQUIRE_SERVICES") == "1")
    print("== tests, PostgreSQL and Redis", flush=True)
    return subprocess.call(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile"]
        + [f"--ignore={folder}" for folder in WITHOUT_SERVICES],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "TEST_DATABASE_URL": database,
            "TEST_REDIS_URL": broker,
        },
    )


def absent_services(database: str, broker: str) -> list[str]:
    """Return one sentence for each service that does not answer within 3 seconds."""
    missing = []
    try:
        psycopg.connect(database, connect_timeout=3).close()
    except psycopg.Error:
        missing.append("no PostgreSQL at TEST_DATABASE_URL")
    try:
        redis.Redis.from_url(broker, socket_connect_timeout=3).ping()
    except redis.RedisError:
        missing.append("no Redis at TEST_REDIS_URL")
    return missing


if __name__ == "__main__":
    sys.exit(main())
