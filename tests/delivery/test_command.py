"""``baocao mail`` as it is typed: what it shows, asks, refuses, leaks not, and survives."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from email import message_from_bytes, policy

import pytest
from offices import PERIOD, UNITS, wait_until
from typer.testing import CliRunner

from helpers.cli import mailing
from helpers.cli.main import app
from helpers.delivery.send_plan import letter_bytes

EVERYBODY = sorted(f"{name}{n}@example.com" for n in (1, 2, 3) for name in ("mau", "bdt"))
CANARIES = {"USER": "canary-user", "LOGNAME": "canary-user", "HOSTNAME": "canary-host"}
SECRET = "canary-secret"


def mail(workspace, *options, variables=None, answer=None):
    """Run the command in this process; its result."""
    arguments = ["mail", "--period", str(PERIOD), "--workspace", str(workspace.root), *options]
    environment = {"COLUMNS": "200", "TERM": "dumb"} | (variables or {})
    return CliRunner().invoke(app, arguments, env=environment, input=answer)


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(mailing, "_is_terminal", lambda: True)


def test_without_send_nothing_is_sent_and_its_options_are_a_mistake(office, serve):
    server = serve()
    assert mail(office, variables=server.settings()).exit_code == 0
    for option in (["--yes"], ["--allow", "stale"], ["--retry-unclear"], ["--smtp", "x"]):
        result = mail(office, *option, variables=server.settings())
        assert result.exception.key == "delivery.only_with_send"
    assert server.mails == []


def test_without_anybody_to_ask_the_plan_is_all(office, serve):
    server = serve()
    result = mail(office, "--send", variables=server.settings())
    assert result.exit_code == 1 and "Chưa gửi thư nào." in result.output
    for told in (
        "mau1@example.com", "Nguyễn Văn Mẫu, Trưởng phòng 1", "Đồng gửi", "sẽ gửi",
        "Báo cáo công tác dân tộc 6 tháng đầu năm 2023 – Huyện Mẫu 0001", ".docx (", "Bản ",
    ):  # fmt: skip
        assert told in result.output
    assert server.mails == []


@pytest.mark.parametrize("answer, is_sent", [
    ("3\n", True), ("y\n", False), ("\n", False), ("2\n", False), ("", False),
])  # fmt: skip
def test_a_person_types_how_many(office, serve, terminal, answer, is_sent):
    server = serve()
    result = mail(office, "--send", variables=server.settings(), answer=answer)
    assert server.addresses == (EVERYBODY if is_sent else [])
    assert result.exit_code == (0 if is_sent else 1)


def test_wrong_settings_are_told_before_anybody_is_asked(office, terminal):
    result = mail(office, "--send", answer="3\n")
    assert result.exception.key == "delivery.setting_missing"


def test_sending_again_sends_nothing_and_all_is_well(office, serve):
    server = serve()
    assert mail(office, "--send", "--yes", variables=server.settings()).exit_code == 0
    again = mail(office, "--send", "--yes", variables=server.settings())
    assert again.exit_code == 0 and "Không có thư nào cần gửi." in again.output
    assert "đã nhận bản này" in again.output
    assert server.addresses == EVERYBODY


def test_a_refusal_is_told_and_the_exit_code_says_so(office, serve):
    server = serve(rcpt={"mau1@example.com": ["550 5.1.1 unknown canary-host"] * 9})
    result = mail(office, "--send", "--yes", variables=server.settings())
    assert result.exit_code == 1 and "550 5.1.1" in result.output
    assert "canary-host" not in result.output, "the server's own words are not repeated"
    assert "Đã gửi 5 địa chỉ; bị từ chối 1" in result.output


def test_a_letter_that_the_program_cannot_make_stops_no_other_and_ends_with_3(
    office, serve, monkeypatch
):
    def compose(letter, *given):
        if letter.unit == UNITS[0]:
            raise RuntimeError("odd")
        return letter_bytes(letter, *given)

    monkeypatch.setattr("helpers.cli.mailing.letter_bytes", compose)
    server = serve()
    result = mail(office, "--send", "--yes", variables=server.settings())
    assert result.exit_code == 3 and len(server.mails) == 2
    (file,) = (office.root / "data/processed/_errors").iterdir()
    assert "RuntimeError: odd" in file.read_text(encoding="utf-8") and UNITS[0] in file.name


def start(workspace, server, *options, **more):
    """The command as a process of its own; interrupts reach it wherever the tests are started."""
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{code}; from helpers.cli.main import run; run()", "mail",
               "--period", str(PERIOD), "--workspace", workspace.root, "--send", "--yes",
               *options]  # fmt: skip
    plain = {"COLUMNS": "200", "FORCE_COLOR": "", "NO_COLOR": "1"}
    environment = os.environ | plain | CANARIES | server.settings(**more)
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def test_killed_while_the_server_thinks_and_continued(office, serve):
    """The second mail has arrived when the sender dies; the third was never begun."""
    server = serve(data=["250 OK", "slow"])
    process = start(office, server)
    wait_until(lambda: len(server.mails) == 2)
    process.kill()
    process.wait()
    again = start(office, server)
    told = again.communicate()[0]
    assert again.returncode == 1 and "chưa rõ đã nhận chưa" in told
    assert server.addresses == EVERYBODY, "each has it once"


def test_killed_before_a_mail_is_whole_and_continued(office, serve):
    """What was never ended is sent without asking; the first one is not sent again."""
    server = serve(rcpt={"bdt2@example.com": ["hang"]})
    process = start(office, server)
    wait_until(lambda: server.events("hang"))
    process.kill()
    process.wait()
    assert server.addresses == ["bdt1@example.com", "mau1@example.com"]
    again = start(office, server)
    again.communicate()
    assert again.returncode == 0
    assert server.addresses == EVERYBODY


def test_an_interrupt_in_a_pause_ends_it_and_says_how_to_go_on(office, serve):
    server = serve(data=["451 4.3.0 later"] * 9)
    process = start(office, server)
    told = ""
    while "Chờ 5 giây" not in told:
        line = process.stdout.readline()
        assert line, told
        told += line
    process.send_signal(signal.SIGINT)
    told += process.communicate()[0]
    assert process.returncode == 130 and "chạy lại cùng lệnh" in told
    assert "Traceback" not in told and server.mails == []


def test_what_arrives_is_what_the_draft_shows(office, serve):
    server = serve()
    assert mail(office, "--send", "--yes", variables=server.settings()).exit_code == 0
    assert mail(office).exit_code == 0
    for unit, received in zip(UNITS, server.mails, strict=True):
        (path,) = office.reports(PERIOD, unit).glob("*.eml")
        draft = message_from_bytes(path.read_bytes(), policy=policy.default)
        for part, other in zip(draft.walk(), received.message.walk(), strict=True):
            assert part.get_payload(decode=True) == other.get_payload(decode=True)
        for name in ("Subject", "To", "Cc"):
            assert draft[name] == received.message[name]
        assert received.message["X-Unsent"] is None
        assert received.message["From"] == "Phòng Dân tộc <phong-dan-toc@example.com>"


def words_of(message):
    """All headers and texts of a mail, decoded."""
    headers = [f"{name}: {value}" for part in message.walk() for name, value in part.items()]
    texts = [p.get_content() for p in message.walk() if p.get_content_maintype() == "text"]
    return "\n".join(headers + texts)


def test_nothing_leaks(office, serve):
    """Names of this machine and its user, settings and the login stay out of everything."""
    server = serve("starttls", login=("canary-login", SECRET), rcpt={
        "mau1@example.com": ["550 5.1.1 no such user on canary-host"],
    })  # fmt: skip
    login = {"USER": "canary-login", "PASSWORD": SECRET}
    wrong = start(office, server, USER="canary-login", PASSWORD=f"{SECRET}-wrong")
    told = wrong.communicate()[0]
    assert wrong.returncode == 2 and "không nhận đăng nhập" in told
    process = start(office, server, **login)
    told += process.communicate()[0]
    assert process.returncode == 1
    mail(office)
    machine = os.uname().nodename
    texts = {
        "console": told,
        "ledger": (office.root / f"data/sent/{PERIOD}.jsonl").read_text(encoding="utf-8"),
        "greeting": json.dumps(server.events("ehlo")),
        **{f"mail {n}": words_of(m.message) for n, m in enumerate(server.mails)},
        **{
            f"draft {unit}": words_of(message_from_bytes(path.read_bytes(), policy=policy.default))
            for unit in UNITS
            for path in office.reports(PERIOD, unit).glob("*.eml")
        },
    }
    assert len(texts) == 3 + 3 + 3
    for name, text in texts.items():
        for word in ("canary", SECRET, machine, str(office.root), str(server.port)):
            assert not re.search(rf"\b{re.escape(word)}", text), (name, word)
    assert {event["name"] for event in server.events("ehlo")} == {"[127.0.0.1]"}
