"""Tests of training.measure.times: reading measured times and comparing them with the first network."""

import json

import pytest

from training.measure.times import Times, TimesError, read_times


def test_a_time_is_relative_to_the_first_network():
    times = Times("here", {"old 1": 8.0, "new 2": 6.0})
    assert times.of_first("new 2") == pytest.approx(0.75)
    assert times.of_first("old 1") == 1
    with pytest.raises(TimesError, match=r"new 3 is not one of .* old 1, new 2"):
        times.of_first("new 3")


@pytest.mark.parametrize(
    "content", ['["Plain", 7]', '{"measured": "here"}', '{"measured": "", "msPerFace": 7}', "{"]
)
def test_a_file_without_times_is_refused(tmp_path, content):
    path = tmp_path / "times.json"
    path.write_text(content)
    with pytest.raises(TimesError, match="network-times"):
        read_times(path)


def test_the_order_of_the_file_is_kept(tmp_path):
    path = tmp_path / "times.json"
    path.write_text(json.dumps({"measured": "here", "msPerFace": {"z": 1, "a": 2}}))
    assert list(read_times(path).ms.items()) == [("z", 1.0), ("a", 2.0)]
