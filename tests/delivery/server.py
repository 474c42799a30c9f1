"""Mail servers in a process of their own that do what a script says, and keep what they accept.

For each line FOLDER that it is given, ``python server.py`` reads FOLDER/script.json, listens on a
port of its own, writes FOLDER/port, and a file per event.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from base64 import b64encode
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword, syntax


class Script:
    """``rcpt``: address → answers in turn; ``data``: what happens to each mail in turn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.values = json.loads((folder / "script.json").read_text(encoding="utf-8"))
        self.rcpt = self.values.get("rcpt", {})
        self.data = self.values.get("data", [])
        self.events = 0

    def note(self, kind: str, **fields: object) -> None:
        self.events += 1
        path = self.folder / f"{self.events:03}-{kind}.json"
        temporary = path.with_suffix(".part")
        temporary.write_text(json.dumps(fields), encoding="utf-8")
        temporary.rename(path)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.note("ehlo", name=hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = self.rcpt.get(address, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == "hang":
            self.note("hang")
            await asyncio.sleep(60)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith(("250", "drop", "slow")):
            content = b64encode(envelope.original_content).decode("ascii")
            self.note("mail", sender=envelope.mail_from, to=envelope.rcpt_tos, content=content)
        if answer == "slow":
            await asyncio.sleep(60)
        if answer == "drop":
            server.transport.abort()
        return answer

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        user, password = self.values["login"]
        is_right = isinstance(data, LoginPassword) and data.login == user.encode()
        is_right = is_right and data.password == password.encode()
        self.note("login", right=is_right, tls=session.ssl is not None)
        return AuthResult(success=is_right, handled=False)


class Server(SMTP):
    """Breaks off in the middle of a mail where the script says so."""

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        script = self.event_handler
        if script.data[:1] == ["halfway"]:
            script.data.pop(0)
            await self.push("354 go on")
            await self._reader.readexactly(2000)
            script.note("halfway")
            self.transport.abort()
            await asyncio.sleep(60)  # ended with the connection
        await super().smtp_DATA(arg)


async def serve(folder: Path) -> None:
    script = Script(folder)
    values = script.values
    context = None
    if values.get("security") in ("tls", "starttls"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder / "server.pem")
    starttls = context if values.get("security") == "starttls" else None
    choices = {
        "hostname": "mx.example.com",
        "tls_context": starttls,
        "require_starttls": starttls is not None,
        "data_size_limit": values.get("size", 33_000_000),
        "loop": asyncio.get_running_loop(),
    }
    if "login" in values:
        choices |= {"authenticator": script.authenticate, "auth_required": True}
        choices |= {"auth_require_tls": starttls is not None}
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(script, **choices), "127.0.0.1", 0,
        ssl=context if values.get("security") == "tls" else None,
    )  # fmt: skip
    part = folder / "port.part"
    part.write_text(str(server.sockets[0].getsockname()[1]), encoding="ascii")
    part.rename(folder / "port")
    await server.serve_forever()


async def serve_all() -> None:
    servers = []  # they end with the input, also where the tests are killed
    while line := await asyncio.to_thread(sys.stdin.readline):
        servers.append(asyncio.create_task(serve(Path(line.rstrip("\n")))))


if __name__ == "__main__":
    asyncio.run(serve_all())
