"""One session with a mail server, and what it answered about each address.

The servers' own words are not kept: they may name machines, people or accounts.
"""

from __future__ import annotations

import re
import select
import smtplib
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from helpers.batch.mail.settings import STARTTLS, TLS, SmtpSettings
from helpers.ground.errors import ParameterError, ReportError

# Not the name of this machine. A literal is what mail programs say that have no name (RFC 5321).
NEUTRAL_NAME = "[127.0.0.1]"
CHUNK = 1 << 16
SETTLING = 0.1
"""Seconds to listen before the last line: a line that is dead by then leaves nothing unclear."""
END = b"\r\n.\r\n"
CLOSING = 421
_STATUS = re.compile(rb"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


@dataclass(frozen=True)
class Reply:
    """A server's answer: its code and, where given, its enhanced status (RFC 3463)."""

    code: int
    status: str = ""

    @classmethod
    def of(cls, code: int, text: bytes) -> Reply:
        found = _STATUS.match(text or b"")
        return cls(code, found[0].strip().decode("ascii") if found else "")

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_temporary(self) -> bool:
        return 400 <= self.code < 500


class Disconnected(Exception):
    """The line is dead, and the server has certainly not taken the mail."""


class Unclear(Exception):
    """The line died between the end of the mail and the server's answer."""


class ServerRefusal(ReportError):
    """Nothing can be sent with these settings: trying again would not help."""


class Session:
    """A connection that is made when it is needed, and made again after it broke."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *error: object) -> None:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
        self._drop()

    def connect(self) -> None:
        """Raises Disconnected where trying again may help, ServerRefusal where not."""
        if self._client is None:
            self._client = connect(self._settings)

    def deliver(
        self, addresses: Iterable[str], message: bytes, commit: Callable[[list[str]], None]
    ) -> dict[str, Reply]:
        """Hand over one mail; the answer for each address.

        ``commit`` is called with the addresses that were taken, right before the last line of the
        mail: until then it is certain that nothing was accepted. Raises Disconnected and Unclear.
        """
        self.connect()
        try:
            replies, taken = self._offer(list(addresses), len(message))
            if taken:
                self._write(message, taken, replies)
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise Disconnected from None
        except BaseException:
            self._drop()
            raise
        if taken and all(replies.get(address, Reply(250)).is_good for address in taken):
            answer = self._end(taken, commit)
            replies |= dict.fromkeys(taken, answer)
        if any(reply.code == CLOSING for reply in replies.values()):
            self._drop()
        elif not any(reply.is_good for reply in replies.values()):
            self._reset()
        return replies

    def _offer(self, addresses: list[str], size: int) -> tuple[dict[str, Reply], list[str]]:
        """The envelope: refusals so far, and the addresses that were taken."""
        client = self._client
        options = [f"SIZE={size}"] if client.has_extn("size") else []
        answer = Reply.of(*client.mail(self._settings.sender, options))
        if not answer.is_good:
            return dict.fromkeys(addresses, answer), []
        asked = {address: Reply.of(*client.rcpt(address)) for address in addresses}
        taken = [address for address, reply in asked.items() if reply.is_good]
        return {a: r for a, r in asked.items() if not r.is_good}, taken

    def _write(self, message: bytes, taken: list[str], replies: dict[str, Reply]) -> None:
        """The mail but for its last line; a server that speaks up before has refused it."""
        answer = Reply.of(*self._client.docmd("DATA"))
        if answer.code == 354:
            text = re.sub(rb"(?m)^\.", b"..", message.removesuffix(b"\r\n"))
            for start in range(0, len(text), CHUNK):
                self._client.send(text[start : start + CHUNK])
                if self._is_spoken_to():
                    break
            if not self._is_spoken_to(SETTLING):
                return
            answer = Reply.of(*self._client.getreply())
            self._drop()  # the server waits in the middle of a mail
        replies |= dict.fromkeys(taken, answer)

    def _is_spoken_to(self, seconds: float = 0) -> bool:
        return bool(select.select([self._client.sock], [], [], seconds)[0])

    def _end(self, taken: list[str], commit: Callable[[list[str]], None]) -> Reply:
        commit(taken)
        try:
            self._client.sock.settimeout(self._settings.answer_timeout)
            self._client.send(END)
            answer = Reply.of(*self._client.getreply())
            self._client.sock.settimeout(self._settings.timeout)
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise Unclear from None
        except BaseException:
            self._drop()
            raise
        return answer

    def _reset(self) -> None:
        if self._client is not None:
            try:
                self._client.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def connect(settings: SmtpSettings) -> smtplib.SMTP:
    """A session with an encrypted line, whose certificate was checked, logged in.

    Raises Disconnected where trying again may help, ServerRefusal where not; never goes on in the
    clear where encryption was asked for.
    """
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
    except OSError:
        raise ParameterError("mail.setting_wrong", name="ca_file") from None
    try:
        return _opened(settings, context)
    except ssl.SSLCertVerificationError:
        raise ServerRefusal("mail.bad_certificate") from None
    except ssl.SSLError:
        raise ServerRefusal("mail.no_tls") from None
    except smtplib.SMTPResponseException as error:
        if 400 <= error.smtp_code < 500:
            raise Disconnected from None
        is_login = isinstance(error, smtplib.SMTPAuthenticationError)
        key = "mail.login_refused" if is_login else "mail.session_refused"
        raise ServerRefusal(key, code=error.smtp_code) from None
    except UnicodeError:
        raise ParameterError("mail.setting_wrong", name="host") from None
    except smtplib.SMTPServerDisconnected:
        raise Disconnected from None
    except smtplib.SMTPException:
        raise ServerRefusal("mail.not_offered") from None
    except OSError:
        raise Disconnected from None


def _opened(settings: SmtpSettings, context: ssl.SSLContext) -> smtplib.SMTP:
    place = {
        "host": settings.host,
        "port": settings.used_port,
        "local_hostname": NEUTRAL_NAME,
        "timeout": settings.timeout,
    }
    if settings.security == TLS:
        client = smtplib.SMTP_SSL(**place, context=context)
    else:
        client = smtplib.SMTP(**place)
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
