"""One session with a mail server, and what it answered about each address."""

from __future__ import annotations

import re
import select
import smtplib
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from helpers.delivery.connection import Disconnected, connect
from helpers.delivery.replies import Reply
from helpers.delivery.settings import SmtpSettings

CHUNK = 1 << 16
SETTLING = 0.1
"""Seconds to listen before the last line: if the connection breaks by then, nothing is unclear."""
END = b"\r\n.\r\n"
CLOSING = 421


class Unclear(Exception):
    """The connection broke between the end of the mail and the server's answer."""


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
        client = self._connected()
        options = [f"SIZE={size}"] if client.has_extn("size") else []
        answer = Reply.of(*client.mail(self._settings.sender, options))
        if not answer.is_good:
            return dict.fromkeys(addresses, answer), []
        asked = {address: Reply.of(*client.rcpt(address)) for address in addresses}
        taken = [address for address, reply in asked.items() if reply.is_good]
        return {a: r for a, r in asked.items() if not r.is_good}, taken

    def _write(self, message: bytes, taken: list[str], replies: dict[str, Reply]) -> None:
        """The mail but for its last line; a server that speaks up before has refused it."""
        answer = Reply.of(*self._connected().docmd("DATA"))
        if answer.code == 354:
            text = re.sub(rb"(?m)^\.", b"..", message.removesuffix(b"\r\n"))
            for start in range(0, len(text), CHUNK):
                self._connected().send(text[start : start + CHUNK])
                if self._is_spoken_to():
                    break
            if not self._is_spoken_to(SETTLING):
                return
            answer = Reply.of(*self._connected().getreply())
            self._drop()  # the server waits in the middle of a mail
        replies |= dict.fromkeys(taken, answer)

    def _is_spoken_to(self, seconds: float = 0) -> bool:
        return bool(select.select([self._connected().sock], [], [], seconds)[0])

    def _end(self, taken: list[str], commit: Callable[[list[str]], None]) -> Reply:
        """The last line and the answer to it. What cannot be noted first is not sent."""
        try:
            commit(taken)
        except BaseException:
            self._drop()
            raise
        try:
            client = self._connected()
            client.sock.settimeout(self._settings.answer_timeout)
            client.send(END)
            answer = Reply.of(*client.getreply())
            client.sock.settimeout(self._settings.timeout)
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise Unclear from None
        except BaseException:
            self._drop()
            raise
        return answer

    def _connected(self) -> Any:
        """The client; of its type smtplib does not promise the socket that it has by now."""
        return self._client

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
