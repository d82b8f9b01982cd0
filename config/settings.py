"""Every setting of the product. What differs between places comes from the environment, nowhere else."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import database, keys

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("CONNEXIONS_VAR", ROOT / "var"))

# A demonstration shows the codes of its invented people; a real service never sets this.
DEMO = os.environ.get("CONNEXIONS_DEMO") == "1"
DEBUG = False
TESTING = os.environ.get("CONNEXIONS_TESTING") == "1"

SECRET_KEY = keys.key("secret_key", VAR / "keys")
SEAL_KEY = keys.key("seal_key", VAR / "keys")
FIELD_KEY = keys.key("field_key", VAR / "keys")
SEALING_KEYS = VAR / "keys" / "sealing"  # `bin/connexions keys rotate` makes one more; the newest seals

ALLOWED_HOSTS = os.environ.get("CONNEXIONS_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
# Where young people sign in, as it is written in a text: https://connexions.example.org
PUBLIC_URL = os.environ.get("CONNEXIONS_PUBLIC_URL", "").rstrip("/")
HTTPS = os.environ.get("CONNEXIONS_HTTPS") == "1"

ROOMS = [
    "connexions.ground.base",
    "connexions.ground.jobs",
    "connexions.ground.audit",
    "connexions.ground.design",
    "connexions.ground.messaging",
    "connexions.registers.partners",
    "connexions.registers.accounts",
    "connexions.registers.people",
    "connexions.registers.papers",
    "connexions.registers.directory",
    "connexions.trust.sharing",
    "connexions.trust.safeguarding",
    "connexions.practice.tracking",
    "connexions.practice.casework",
    "connexions.practice.appointments",
    "connexions.practice.oversight",
    "connexions.practice.feeds",
    "connexions.practice.returns",
    "connexions.practice.outreach",
    "connexions.insight.performance",
    "connexions.front.portal",
    "connexions.practice.tracing",
    "connexions.front.direct",
    "connexions.practice.referrals",
]

INSTALLED_APPS = [
    "config.demo",
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "connexions.registers.accounts.middleware.ActingMiddleware",
    "connexions.registers.accounts.middleware.ClosedUnlessOpened",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            ROOT / "config" / "templates",
            *(ROOT / room.replace(".", "/") / "templates" for room in ROOMS),
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "connexions.ground.design.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "connexions.ground.design.furniture.token",
                "config.navigation.desk",
                "connexions.registers.accounts.context.sign_in",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Connections are pooled; every request's settings are local to its transaction, so that nothing is carried
# over.
DATABASES = {"default": database.settings_for(database.role(), pooled=not TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Throttling must be felt by every process alike.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["connexions.registers.accounts.backends.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Signing in. Nobody signs up: staff are invited, young people introduced. Staff need a second factor.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "connexions.registers.accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Wrong passwords and codes are counted by accounts.throttle, which says when to try again.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_FORMS = {
    "authenticate": "connexions.registers.accounts.forms.second_factor.CodeForm",
    "reauthenticate": "connexions.registers.accounts.forms.second_factor.AgainForm",
    "add_webauthn": "connexions.registers.accounts.forms.second_factor.PasskeyForm",
}
MFA_ADAPTER = "connexions.registers.accounts.adapters.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # such an address is one being changed: nobody signs up
MFA_TOTP_ISSUER = "Connexions"
MFA_TOTP_TOLERANCE = 1
# Passkeys need https; browsers and this setting make an exception for localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and (DEMO or TESTING)
# Staff may come through their organisation's own sign-in (OpenID Connect), where one is named.
OIDC_ISSUER = os.environ.get("CONNEXIONS_OIDC_ISSUER", "")
OIDC_NAME = os.environ.get("CONNEXIONS_OIDC_NAME", "your organisation’s sign-in") if OIDC_ISSUER else ""
OIDC_STRONG_ACR = set(filter(None, os.environ.get("CONNEXIONS_OIDC_STRONG_ACR", "").split(",")))
OIDC_APP = {
    "provider_id": "staff",
    "name": OIDC_NAME,
    "client_id": os.environ.get("CONNEXIONS_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("CONNEXIONS_OIDC_SECRET", ""),
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
# A browser follows our form to their pages only where the content security policy names them.
OIDC_ORIGINS = [
    f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
    for url in (OIDC_ISSUER, *os.environ.get("CONNEXIONS_OIDC_ORIGINS", "").split(","))
    if url
]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_ISSUER else []}}
SOCIALACCOUNT_ADAPTER = "connexions.registers.accounts.adapters.organisation.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

SESSION_ENGINE = "connexions.registers.accounts.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("CONNEXIONS_SESSION_SECONDS", 30 * 60))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "connexions.registers.accounts.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static"
STATICFILES_DIRS = [ROOT / "assets", *([VAR / "assets"] if (VAR / "assets").exists() else [])]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING

EMAIL_BACKEND = os.environ.get("CONNEXIONS_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("CONNEXIONS_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("CONNEXIONS_SMTP_PORT", 25))
EMAIL_HOST_USER = os.environ.get("CONNEXIONS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CONNEXIONS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CONNEXIONS_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
NOTIFY: dict[str, Any] = {
    "key": os.environ.get("CONNEXIONS_NOTIFY_KEY", ""),
    "url": os.environ.get("CONNEXIONS_NOTIFY_URL", "https://api.notifications.service.gov.uk"),
    "templates": {
        "text": os.environ.get("CONNEXIONS_NOTIFY_TEXT_TEMPLATE", ""),
        "email": os.environ.get("CONNEXIONS_NOTIFY_EMAIL_TEMPLATE", ""),
    },
    # Letters are posted for us, texts may be fetched, and what Notify posts to us bears this token.
    "letters": os.environ.get("CONNEXIONS_NOTIFY_LETTERS") == "1",
    "receives": os.environ.get("CONNEXIONS_NOTIFY_RECEIVES") == "1",
    "bearer": os.environ.get("CONNEXIONS_NOTIFY_BEARER", ""),
}
# Who reads texts from numbers that stand on no record: the number of a partnership; unset, the first.
POST_ROOM = int(os.environ.get("CONNEXIONS_POST_ROOM", 0))
# Words by which texts are stopped and started beside those that we ship, in any language: "zatrzymaj,توقف".
STOP_WORDS = frozenset(filter(None, os.environ.get("CONNEXIONS_STOP_WORDS", "").casefold().split(",")))
START_WORDS = frozenset(filter(None, os.environ.get("CONNEXIONS_START_WORDS", "").casefold().split(",")))
# Where uploads are checked for viruses: clamd as host:port, or the path of its socket; unset, they are not.
CLAMD = os.environ.get("CONNEXIONS_CLAMD", "")
CLAMD_LIMIT = int(os.environ.get("CONNEXIONS_CLAMD_LIMIT_MB", 100)) * 2**20  # as clamd's own StreamMaxLength
DEFAULT_FROM_EMAIL = os.environ.get("CONNEXIONS_FROM", "Connexions <no-reply@connexions.example.org>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"connexions": {"level": "INFO"}},
}
