"""Money of a programme in a question or in an own indicator was received: the text says where."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import runs_of, text_of
from helpers.narrative.programme_beside import received_beside

CATALOGUES = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
FILE, SHEET = "Giải ngân CTMTQG.xlsx", "Vốn 2026"


def said(**tables):
    data = SimpleNamespace(
        records=lambda name: tables.get(name, []), catalogues=CATALOGUES, lang="vi"
    )
    return [text_of(runs_of(paragraph)) for paragraph in received_beside(data)]


def question(file=FILE):
    where = json.dumps([{"file": file, "sheet": SHEET, "cells": "C9:D12"}])
    return {"where": where, "shown": "VỐN GIAO NĂM 2026", "text": "bảng này đếm gì?"}


def figure(code="own.von-abcd.money", unit="triệu đồng", file=FILE):
    return {"indicator": code, "unit_of_measure": unit, "file": file, "sheet": SHEET}


def test_an_open_question_is_named_once():
    (sentence,) = said(questions=[question(), question()], detailed_figures=[figure()])
    assert FILE not in sentence and "đang được xác minh" in sentence


def test_money_of_own_indicators_is_pointed_to():
    (sentence,) = said(detailed_figures=[figure()])
    assert FILE not in sentence and "chỉ tiêu riêng" in sentence


@pytest.mark.parametrize(
    "tables",
    [
        {"questions": [question("Dân số.xlsx")]},
        {"detailed_figures": [figure(unit="hộ")]},
        {"detailed_figures": [figure("agri.rice.area")]},
        {"detailed_figures": [figure(file="Thu chi.xlsx")]},
    ],
)
def test_other_tables_say_nothing_of_programmes(tables):
    assert said(**tables) == []


def test_another_column_of_a_budget_line_is_no_money_beside_it():
    own, line = (figure() | {"cell": cell} for cell in ("G8", "E8"))
    assert said(detailed_figures=[own], programme=[line]) == []
    assert said(detailed_figures=[own], programme=[line | {"cell": "E9"}])
