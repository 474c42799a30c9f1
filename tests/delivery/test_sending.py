"""Sending to a real server process: who gets what, once, whatever the server does."""

from __future__ import annotations

import os
import signal
from types import SimpleNamespace

import pytest
from offices import PERIOD, UNITS

from helpers.core.errors import ParameterError
from helpers.core.workspace import Workspace
from helpers.delivery import transport
from helpers.delivery.ledger import ATTEMPT, SENT, LedgerError, open_ledger
from helpers.delivery.send_plan import PlanOptions, letter_bytes, plan_letters
from helpers.delivery.sending import send_letters
from helpers.delivery.settings import load_settings
from helpers.delivery.transport import Session
from helpers.export.mail_message import Sender

EVERYBODY = sorted(f"{name}{n}@example.com" for n in (1, 2, 3) for name in ("mau", "bdt"))
FULL, UNKNOWN, LATER = "552 5.2.2 mailbox full", "550 5.1.1 unknown", "451 4.3.0 later"
TOO_BIG, GREY, FULL_FOR_NOW = "552 5.3.4 too big", "450 4.7.1 greylisted", "452 4.2.2 full"
BUSY = "421 4.3.2 closing"


@pytest.fixture
def send(office):
    """``send(server)``: one sending of all units; its delivery, and the pauses it made."""

    def run(server, *, retry_unclear=False, units=UNITS, **more):
        settings = load_settings(office, None, server.settings(**more))
        slept = []
        with open_ledger(office, PERIOD) as ledger, Session(settings) as session:
            letters = plan_letters(
                office,
                PERIOD,
                units,
                ledger,
                lang="vi",
                options=PlanOptions(retry_unclear=retry_unclear),
            )
            delivery = send_letters(
                letters,
                session,
                ledger,
                lambda letter: letter_bytes(letter, Sender("", settings.sender), "vi"),
                sleep=slept.append,
            )
        outcomes = {address: (t.outcome, t.reason) for (_, address), t in delivery.outcomes.items()}
        return SimpleNamespace(delivery=delivery, outcomes=outcomes, slept=slept, letters=letters)

    return run


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_everybody_gets_the_report_once(serve, send, security):
    server = serve(security, **({} if security == "none" else {"login": ("phong", "secret")}))
    more = {} if security == "none" else {"USER": "phong", "PASSWORD": "secret"}
    first = send(server, **more)
    assert set(first.outcomes.values()) == {("sent", "")}
    assert server.addresses == EVERYBODY and len(server.mails) == len(UNITS)
    again = send(server, **more)
    assert again.outcomes == {} and server.addresses == EVERYBODY
    assert [letter.sent for letter in again.letters] == [
        (f"mau{n}@example.com", f"bdt{n}@example.com") for n in (1, 2, 3)
    ]


# What the server answers in turn; who has the mail in the end; the other's fate; pauses made.
RECIPIENTS = [
    ("unknown", [UNKNOWN], "refused", "không nhận địa chỉ này (mã 550 5.1.1)", 0),
    ("full", [FULL], "refused", "hộp thư của người nhận đã đầy (mã 552 5.2.2)", 0),
    ("full, bare code", ["552 quota"], "refused", "hộp thư của người nhận đã đầy (mã 552)", 0),
    ("policy", ["554 5.7.1 no"], "refused", "theo quy định của nó (mã 554 5.7.1)", 0),
    ("later, then taken", [GREY, GREY], "sent", "", 2),
    ("full for now, then taken", [FULL_FOR_NOW], "sent", "", 1),
    ("full all the time", [FULL_FOR_NOW] * 9, "postponed", "đã đầy (mã 452 4.2.2)", 4),
]


@pytest.mark.parametrize("case, answers, outcome, reason, pauses", RECIPIENTS,
                         ids=[row[0] for row in RECIPIENTS])  # fmt: skip
def test_one_recipient_of_several_is_refused(serve, send, case, answers, outcome, reason, pauses):
    server = serve(rcpt={"mau2@example.com": answers})
    result = send(server)
    assert result.outcomes["mau2@example.com"][0] == outcome
    assert reason in result.outcomes["mau2@example.com"][1]
    others = [a for a in EVERYBODY if a != "mau2@example.com"]
    assert [result.outcomes[a] for a in others] == [("sent", "")] * 5, "nobody else is concerned"
    assert server.addresses == (EVERYBODY if outcome == "sent" else others)
    assert len(result.slept) == pauses and result.slept == sorted(result.slept)


# What happens to each mail in turn; pauses made until everybody has it.
MAILS = [
    ("temporary refusal", [LATER], 1),
    ("twice", [LATER, "250 OK", "250 OK", LATER], 2),
    ("closing", [BUSY], 1),
    ("disconnect half-way", ["halfway"], 1),
    ("disconnect half-way, every other", ["halfway", "250 OK", "halfway"], 1),
]


@pytest.mark.parametrize("case, data, pauses", MAILS, ids=[row[0] for row in MAILS])
def test_trouble_that_passes(serve, send, monkeypatch, case, data, pauses):
    if "halfway" in data:  # a busy machine needs its time to break off
        monkeypatch.setattr(transport, "SETTLING", 2.0)
    server = serve(data=data)
    result = send(server)
    assert set(result.outcomes.values()) == {("sent", "")}
    assert server.addresses == EVERYBODY, "once for each"
    assert len(result.slept) == pauses


def test_an_answer_that_is_none_is_unclear(serve, send):
    result = send(serve(data=["what?"]))
    assert [result.outcomes[f"{name}1@example.com"][0] for name in ("mau", "bdt")] == [
        "unclear"
    ] * 2


@pytest.mark.parametrize("answer, reason", [(FULL, "đã đầy"), (TOO_BIG, "lớn hơn mức")])
def test_a_mail_that_is_refused_as_a_whole(serve, send, answer, reason):
    server = serve(data=[answer])
    result = send(server)
    assert result.slept == [] and server.addresses == [a for a in EVERYBODY if "1@" not in a]
    for address in ("mau1@example.com", "bdt1@example.com"):
        assert result.outcomes[address][0] == "refused" and reason in result.outcomes[address][1]


def test_a_server_that_says_how_large_a_mail_may_be(serve, send):
    result = send(serve(size=10_000))
    assert {outcome for outcome, _ in result.outcomes.values()} == {"refused"}
    assert result.slept == []


def test_an_answer_that_never_came_is_unclear_and_nothing_is_sent_again_unasked(serve, send):
    server = serve(data=["250 OK", "drop"])
    first = send(server)
    unclear = ["bdt2@example.com", "mau2@example.com"]
    assert sorted(a for a, (what, _) in first.outcomes.items() if what == "unclear") == unclear
    assert server.addresses == EVERYBODY, "here it had arrived"
    again = send(server)
    assert again.outcomes == {} and sorted(again.letters[1].unclear) == unclear
    assert server.addresses == EVERYBODY
    asked = send(server, retry_unclear=True)
    assert sorted(asked.outcomes) == unclear
    mails = [mail for mail in server.mails if "mau2@example.com" in mail.to]
    assert len(mails) == 2 and len({mail.message["Message-ID"] for mail in mails}) == 1


def test_a_server_that_is_not_there_ends_each_round_at_once(serve, send):
    result = send(serve(), PORT="1")
    assert set(result.outcomes.values()) == {("postponed", "không kết nối được với máy chủ thư")}
    assert result.slept == [5, 20, 60, 180]


@pytest.mark.parametrize("security, more, told", [
    ("starttls", {"PASSWORD": "wrong"}, "không nhận đăng nhập (mã 535)"),
    ("starttls", {"CA_FILE": ""}, "chứng thư"),
    ("tls", {"CA_FILE": ""}, "chứng thư"),
    ("starttls", {"HOST": "localhost"}, "chứng thư"),
    ("none", {"SECURITY": "starttls"}, "không nhận mã hóa"),
    ("none", {"SECURITY": "tls"}, "mã hóa"),
])  # fmt: skip
def test_what_would_never_help_stops_at_once(serve, send, security, more, told):
    login = {"login": ("phong", "right")} if security == "starttls" else {}
    server = serve(security, **login)
    known = {"USER": "phong", "PASSWORD": "right"} if login else {}
    result = send(server, **known | more)
    assert told in result.delivery.stopped
    assert result.slept == [] and server.mails == []


def test_a_report_that_changes_between_question_and_sending_is_not_sent(office, serve):
    server = serve()
    settings = load_settings(office, None, server.settings())
    with open_ledger(office, PERIOD) as ledger, Session(settings) as session:
        letters = plan_letters(office, PERIOD, UNITS, ledger, lang="vi")
        letters[0].eligibility.attached[0].write_text("khác", encoding="utf-8")
        sender = Sender("", settings.sender)
        delivery = send_letters(
            letters, session, ledger, lambda letter: letter_bytes(letter, sender, "vi")
        )
    assert "đã bị sửa" in delivery.outcomes[UNITS[0], "mau1@example.com"].reason
    assert server.addresses == [a for a in EVERYBODY if "1@" not in a]


def test_an_interrupt_finishes_the_letter_in_hand_and_the_rest_goes_later(office, serve, send):
    server = serve()
    settings = load_settings(office, None, server.settings())
    sender = Sender("", settings.sender)

    class Impatient(Session):
        def deliver(self, *given):
            os.kill(os.getpid(), signal.SIGINT)
            return super().deliver(*given)

    with open_ledger(office, PERIOD) as ledger, Impatient(settings) as session:
        letters = plan_letters(office, PERIOD, UNITS, ledger, lang="vi")
        delivery = send_letters(
            letters, session, ledger, lambda letter: letter_bytes(letter, sender, "vi")
        )
        assert delivery.interrupted and delivery.count("sent") == 2
        assert ledger.last("mau1@example.com", letters[0].eligibility.version) == SENT
    send(server)
    assert server.addresses == EVERYBODY


def test_what_cannot_be_noted_is_not_sent(office, serve, send):
    server = serve()
    settings = load_settings(office, None, server.settings())
    sender = Sender("", settings.sender)
    with open_ledger(office, PERIOD) as ledger, Session(settings) as session:
        letters = plan_letters(office, PERIOD, UNITS, ledger, lang="vi")
        ledger.path.mkdir()
        delivery = send_letters(
            letters, session, ledger, lambda letter: letter_bytes(letter, sender, "vi")
        )
        ledger.path.rmdir()
    assert "không ghi được" in delivery.stopped and server.mails == []
    send(server)
    assert server.addresses == EVERYBODY


def test_one_sender_at_a_time(office):
    with (
        open_ledger(office, PERIOD),
        pytest.raises(ParameterError, match="đang chạy"),
        open_ledger(office, PERIOD),
    ):
        pass


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_a_ledger_line_that_was_cut_off_is_not_the_end(office, cut):
    with open_ledger(office, PERIOD) as ledger:
        ledger.record(SENT, UNITS[0], "v1", ["A@example.com"])
        ledger.record(ATTEMPT, UNITS[0], "v1", ["b@example.com"])
    ledger.path.write_bytes(ledger.path.read_bytes()[:-cut])
    with open_ledger(office, PERIOD) as ledger:
        assert ledger.last("a@EXAMPLE.com", "v1") == SENT, "addresses are the same in any case"
        ledger.record(SENT, UNITS[0], "v1", ["c@example.com"])
    with open_ledger(office, PERIOD) as ledger:
        assert ledger.last("c@example.com", "v1") == SENT


def join_lines(data: bytes) -> bytes:
    return data.replace(b"\n", b"", 1)


DAMAGES = {
    "a flipped bit in an event": lambda data: data.replace(b'"sent"', b'"wenu"', 1),
    "another address": lambda data: data.replace(b"a@ex", b"b@ex", 1),
    "joined lines": join_lines,
    "a block of zeros": lambda data: data[:20] + bytes(30) + data[50:],
    "another encoding": lambda data: data.decode().encode("utf-16"),
    "another type": lambda data: b'{"event": "sent", "version": [], "addresses": null}\n' + data,
    "no object": lambda data: b"[]\n" + data,
    "joined lines without an end": lambda data: data.replace(b"\n", b""),
    "a flipped bit in a last line without an end": lambda data: data.replace(b"v3", b"v2")[:-1],
    "zeros at the end": lambda data: data + bytes(30),
}
ROWS = {"a flipped bit in a last line without an end": 3, "zeros at the end": 4}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_stops_and_names_the_line(tmp_path, damage):
    workspace = Workspace(tmp_path)
    with open_ledger(workspace, PERIOD) as ledger:
        for version in ("v1", "v2", "v3"):
            ledger.record(SENT, UNITS[0], version, ["a@example.com"])
    ledger.path.write_bytes(DAMAGES[damage](ledger.path.read_bytes()))
    found = ledger.path.read_bytes()
    with (
        pytest.raises(LedgerError, match=rf"2023H1\.jsonl, dòng {ROWS.get(damage, 1)} "),
        open_ledger(workspace, PERIOD),
    ):
        pass
    assert ledger.path.read_bytes() == found


def test_lines_without_checksum_are_read(tmp_path):
    workspace = Workspace(tmp_path)
    path = tmp_path / "data" / "sent" / f"{PERIOD}.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text('{"event": "sent", "version": "v", "addresses": ["a@example.com"]}\n', "utf-8")
    with open_ledger(workspace, PERIOD) as ledger:
        assert ledger.last("a@example.com", "v") == SENT
