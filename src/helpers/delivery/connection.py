"""An encrypted connection to a mail server, whose certificate was checked, logged in."""

import smtplib
import ssl

from helpers.core.errors import ParameterError, ReportError
from helpers.delivery.settings import STARTTLS, TLS, SmtpSettings

# Not the name of this machine. A literal is what mail programs give that have no name (RFC 5321).
NEUTRAL_NAME = "[127.0.0.1]"


class Disconnected(Exception):
    """The connection is broken, and the server has certainly not taken the mail."""


class ServerRefusal(ReportError):
    """Nothing can be sent with these settings: trying again would not help."""


def connect(settings: SmtpSettings) -> smtplib.SMTP:
    """A session with an encrypted connection, whose certificate was checked, logged in.

    Raises Disconnected where trying again may help, ServerRefusal where not; never goes on in the
    clear where encryption was asked for.
    """
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
    except OSError:
        raise ParameterError("delivery.setting_wrong", name="ca_file") from None
    try:
        return _opened(settings, context)
    except ssl.SSLCertVerificationError:
        raise ServerRefusal("delivery.bad_certificate") from None
    except ssl.SSLError:
        raise ServerRefusal("delivery.no_tls") from None
    except smtplib.SMTPResponseException as error:
        if 400 <= error.smtp_code < 500:
            raise Disconnected from None
        is_login = isinstance(error, smtplib.SMTPAuthenticationError)
        key = "delivery.login_refused" if is_login else "delivery.session_refused"
        raise ServerRefusal(key, code=error.smtp_code) from None
    except UnicodeError:
        raise ParameterError("delivery.setting_wrong", name="host") from None
    except smtplib.SMTPServerDisconnected:
        raise Disconnected from None
    except smtplib.SMTPException:
        raise ServerRefusal("delivery.not_offered") from None
    except OSError:
        raise Disconnected from None


def _opened(settings: SmtpSettings, context: ssl.SSLContext) -> smtplib.SMTP:
    host, port = settings.host, settings.used_port
    client: smtplib.SMTP
    if settings.security == TLS:
        client = smtplib.SMTP_SSL(
            host, port, NEUTRAL_NAME, timeout=settings.timeout, context=context
        )
    else:
        client = smtplib.SMTP(host, port, NEUTRAL_NAME, timeout=settings.timeout)
    try:
        if settings.security == STARTTLS:
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        if settings.user:
            client.login(settings.user, settings.password.get_secret_value())
    except BaseException:
        client.close()
        raise
    return client
