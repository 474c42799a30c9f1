"""Which units a command is for: a list that can be none is refused before any work."""

import pytest

from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.unit_selection import select_units

PERIOD = Period.parse("2023H1")


@pytest.mark.parametrize("wanted", ["a" * 5_000, "huyen-mau-0001," + "b" * 101])
def test_a_key_longer_than_any_is_refused_in_a_short_sentence(tmp_path, wanted):
    with pytest.raises(ParameterError) as error:
        select_units(Workspace(tmp_path), PERIOD, wanted)
    assert len(str(error.value)) < 300


def test_a_list_file_with_a_long_name_is_refused_in_a_short_sentence(tmp_path):
    with pytest.raises(ParameterError) as error:
        select_units(Workspace(tmp_path), PERIOD, "@" + "a" * 5_000)
    assert len(str(error.value)) < 300


def test_keys_are_kept_in_their_order(tmp_path):
    assert select_units(Workspace(tmp_path), PERIOD, "b, a") == ["b", "a"]
