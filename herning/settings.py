"""Every setting, read from the environment; a missing or odd value is refused by the name of its variable."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from herning.accounts.municipalities import NAMES
from herning.schedule import QUEUES, ROUTES, beat_schedule

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# What this installation is --------------------------------------------------------------------------------------------

DEBUG: bool = env.bool("DEBUG", False)
DEMO: bool = env.bool("DEMO", False)
DEMO_CASES: int | None = env.int("DEMO_CASES", None, validate=validate.Range(min=1))
SECRET_KEY: str = env.str("SECRET_KEY") if not DEBUG else env.str("SECRET_KEY", get_random_secret_key())
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_ORIGIN: str = env.str("SITE_ORIGIN", "http://localhost:8000", validate=validate.URL(require_tld=False))
MUNICIPALITY: str = env.str("MUNICIPALITY", "Herning Kommune")
MUNICIPALITY_CODE: str = env.str("MUNICIPALITY_CODE", "657", validate=validate.OneOf(NAMES))
# 32 bytes in base64, from `manage.py make_feed_key`; without it no feed of free places is published.
FEED_PRIVATE_KEY: str = env.str("FEED_PRIVATE_KEY", "", validate=validate.Regexp(r"^([A-Za-z0-9+/]{43}=)?$"))
# Whether neighbours' feeds may be read over plain http and from addresses that are not on the open internet.
FEEDS_MAY_BE_LOCAL: bool = env.bool("FEEDS_MAY_BE_LOCAL", DEBUG or DEMO)
DATA_DIR: Path = Path(env.str("DATA_DIR", str(BASE_DIR / "var" / "data")))

# The floors, top last -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "herning.served.ServedFiles",
    "allauth",
    "allauth.account",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "herning.audit",
    "herning.web",
    "herning.accounts",
    "cases",
    "interventions",
    "reviews",
    "dashboards",
    "demo",
]

MIDDLEWARE = [
    "herning.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "herning.web.middleware.NotTooMuchMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "herning.web.middleware.OwnLanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "herning.web.middleware.NoStoreMiddleware",
    "herning.web.middleware.OnlyPagesMiddleware",
    "herning.web.mishaps.MishapMiddleware",
]

ROOT_URLCONF = "herning.urls"
WSGI_APPLICATION = "herning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "herning.web.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "herning.web.templatetags.house"],
        },
    }
]

# Where things are kept ------------------------------------------------------------------------------------------------

DATABASE = env.dj_db_url("DATABASE_URL")
DATABASES = {
    "default": {
        **DATABASE,
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", 300),
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps no cursor between transactions.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 5, **DATABASE.get("OPTIONS", {})},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", REDIS_URL),
        "KEY_PREFIX": "herning",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", 12 * 60 * 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# One TLS proxy of our own stands in front: what it says of the visitor is believed, what came with the visitor is not.
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", False)

# People signing in ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["herning.accounts.signin.OwnKey"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "herning.accounts.signin.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever is not known here gets no mail from here: it would only tell strangers of the program.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# As the mail with the link says.
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())
# Wrong passwords are counted by the visitor's address, which is the last one in X-Forwarded-For; without this it is the
# proxy's, and a guesser anywhere shuts everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# What the browser may do ----------------------------------------------------------------------------------------------

SITE_IS_HTTPS = SITE_ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
# The largest form there is sends a catalogue of two million bytes; nothing above is read, whoever sends it.
MOST_BYTES_SENT = DATA_UPLOAD_MAX_MEMORY_SIZE + 100_000

# Language and time ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

# Files served ---------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "var" / "static"))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/inter", NODE_MODULES / "@fontsource-variable" / "inter"),
    ("vendor/echarts", NODE_MODULES / "echarts" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "media"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Forms and mail -------------------------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
vars().update(
    {name: value for name, value in env.dj_email_url("EMAIL_URL", "console:").items() if name.startswith("EMAIL_")}
)
EMAIL_TIMEOUT = 10
# Between these hours, and on days off, only what is urgent is sent.
QUIET_FROM: int = env.int("QUIET_FROM", 18, validate=validate.Range(12, 24))
QUIET_UNTIL: int = env.int("QUIET_UNTIL", 7, validate=validate.Range(0, 11))
# After so many working days an overdue review climbs to the team leader, and on to the manager.
OVERDUE_LEADER_WORKING_DAYS: int = env.int("OVERDUE_LEADER_WORKING_DAYS", 3, validate=validate.Range(1, 60))
OVERDUE_MANAGER_WORKING_DAYS: int = env.int("OVERDUE_MANAGER_WORKING_DAYS", 10, validate=validate.Range(1, 120))
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "indsatstrappen@localhost")

# Tasks ----------------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL: str = env.str("CELERY_BROKER_URL", REDIS_URL)
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A dead broker must not hold up the person who pressed the button: the sweep finds what the message would have said.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    # One more try at once and no waiting between: without these a publisher sleeps six seconds before it gives up.
    "max_retries": 1,
    # A worker of several queues takes from the first that holds something.
    "queue_order_strategy": "priority",
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "global_keyprefix": env.str("CELERY_KEY_PREFIX", "herning:"),
}
CELERY_TASK_QUEUES = QUEUES
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = ROUTES
CELERY_BEAT_SCHEDULE = beat_schedule(
    sweep_seconds=env.float("SWEEP_SECONDS", 300.0), send_seconds=env.float("SEND_SECONDS", 60.0)
)

# The word a Prometheus outside the network of these processes shows; empty means that none from outside is answered.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")

# Telling what happened ------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "herning.web.logs.WithoutValues",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {"secrets": {"()": "herning.web.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    # Django's own server has a handler of its own, which would tell the addresses whole.
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
