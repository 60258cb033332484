"""The settings of the tests: the embedded profile, or PostgreSQL where asked."""

from config import env
from config.settings.base import *  # noqa: F403 - overrides the shared settings

SECRET_KEY = "only-for-tests"
DATABASES = {"default": env.database(env.text("DATABASE_URL", "sqlite://"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
