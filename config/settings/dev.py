"""One process on one machine: SQLite, files in a folder, the worker inside."""

from config import env
from config.settings.base import *  # noqa: F403 - overrides the shared settings
from config.settings.base import VAR

SECRET_KEY = env.text("SECRET_KEY", "embedded-profile-on-this-machine-only")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'mingshen.sqlite3'}")
    )
}
