"""The settings of the tests: the embedded profile, or PostgreSQL where asked."""

from config import env, logs
from config.settings.base import *  # noqa: F403 - overrides the shared settings

SECRET_KEY = "only-for-tests"
DATABASES = {"default": env.database(env.text("DATABASE_URL", "sqlite://"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.01}
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
LOGGING = logs.settings(level="ERROR", formatter="plain")
MAIL = env.mail("locmem:")
EMAIL_BACKEND = MAIL.backend
SITE_URL = "https://review.example"
