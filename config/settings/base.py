"""What every profile shares. The others only override."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from config import env, logs
from disclosures.ingest.limits import Limits

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.text("MINGSHEN_VAR", str(ROOT / "var")))

SECRET_KEY = ""
LEDGER_KEY = env.text("LEDGER_KEY", "")
DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "django_htmx",
    "csp",
    "axes",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "disclosures",
    "reviews",
    "workers",
]

MIDDLEWARE = [
    "config.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.AccountLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "disclosures.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "reviews" / "web" / "templates", ROOT / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
            "libraries": {"desk": "reviews.web.tags"},
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "reviews" / "web" / "static"]
MEDIA_ROOT = VAR / "files"
DEMONSTRATION = VAR / "demonstration.json"
MAX_FILE_BYTES = Limits().file
FILE_UPLOAD_HANDLERS = ["config.uploads.CappedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# A table is edited as a grid of inputs, see `reviews.web.present.grid.MOST`.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failed"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "config.errors.locked_out"
AXES_CLIENT_IP_CALLABLE = "config.proxy.client_address"
PROXY_COUNT = 0
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
SIMPLE_HISTORY_DATE_INDEX = "composite"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_THROTTLE_RATES": {"account": "1200/min", "public": "600/min"},
    "NUM_PROXIES": 0,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "reviews.api.tokens.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "明审 HTTP API",
    "DESCRIPTION": "部门决算公开的审核：提交、校核、审核、公开。示例见 docs/api.md。",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "DisclosureState": "reviews.api.serializers.asked.STAGES",
        "SectionState": "reviews.api.serializers.asked.SECTION_STAGES",
        "FindingStatus": "reviews.api.serializers.asked.STATUSES",
        "ReleaseStatus": "reviews.api.serializers.asked.RELEASE_STATUSES",
        "NoticeStatus": "reviews.api.serializers.notices.STATUSES",
        "NoticeItemKind": "reviews.api.serializers.notices.KINDS",
        "WaiverKind": "reviews.api.serializers.asked.WAIVER_KINDS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

CELERY_BROKER_URL = "memory://localhost/"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
MAIL = env.mail(env.text("EMAIL_URL", ""))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "mingshen@localhost")
WEBHOOK_HOSTS = env.listed("WEBHOOK_HOSTS")
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
READINESS = "config.health.readiness"
OUTBOX_WINDOW = env.whole("OUTBOX_WINDOW", 32)
CELERY_BEAT_SCHEDULE = {
    "follow-occurrences": {
        "task": "workers.follow_occurrences",
        "schedule": timedelta(seconds=20),
    },
    "lapse-waivers": {
        "task": "workers.lapse_waivers",
        "schedule": crontab(hour=0, minute=5),
    },
    "remind-overdue": {
        "task": "workers.remind_overdue",
        "schedule": crontab(hour=7, minute=30),
    },
    "end-exemptions": {
        "task": "workers.end_exemptions",
        "schedule": crontab(hour=0, minute=10),
    },
    "draw-samples": {
        "task": "workers.draw_samples",
        "schedule": crontab(hour=0, minute=30),
    },
    "self-check": {
        "task": "workers.self_check",
        "schedule": crontab(hour=3, minute=20),
    },
    "remind": {"task": "workers.remind", "schedule": 5.0},
    "mail-hourly": {"task": "workers.mail_hourly", "schedule": crontab(minute=0)},
    "mail-daily": {
        "task": "workers.mail_daily",
        "schedule": crontab(hour=8, minute=0),
    },
    "tell-webhooks": {"task": "workers.tell_webhooks", "schedule": 10.0},
    "clear-sessions": {
        "task": "workers.clear_sessions",
        "schedule": crontab(hour=4, minute=10),
    },
}

LOGGING = logs.settings(level=env.text("LOG_LEVEL", "INFO"), formatter="json")
