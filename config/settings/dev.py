"""One process on one machine: SQLite, files in a folder, the worker inside."""

from config import env, logs
from config.settings.base import *  # noqa: F403 - overrides the shared settings
from config.settings.base import CELERY_BROKER_URL as IN_MEMORY
from config.settings.base import VAR

SECRET_KEY = env.text("SECRET_KEY", "embedded-profile-on-this-machine-only")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'mingshen.sqlite3'}")
    )
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
EMAIL_URL = env.text("EMAIL_URL", "console:")
MAIL = env.mail(EMAIL_URL)
EMAIL_BACKEND = MAIL.backend
WHITENOISE_USE_FINDERS = True
CELERY_BROKER_URL = env.text("BROKER_URL", IN_MEMORY)
# Polling once a second, the transport's default, would be the delay of every task.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"polling_interval": 0.01} if CELERY_BROKER_URL == IN_MEMORY else {}
)
OUTBOX_WINDOW = 4
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
LOGGING = logs.settings(level=env.text("LOG_LEVEL", "WARNING"), formatter="plain")
