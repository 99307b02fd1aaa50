"""Positions between the two systems; the expected ones are those of eviltransform 0.1.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.complaint import from_answers
from intake.cases.coordinates import to_gcj02, to_wgs84

KNOWN = [
    ((34.7466, 113.6254), (34.745417, 113.631447)),
    ((34.6197, 112.4540), (34.618674, 112.460251)),
    ((32.1470, 114.0910), (32.145056, 114.096887)),
    ((36.0997, 114.3925), (36.099874, 114.398590)),
    ((33.0, 112.5283), (32.998007, 112.534144)),
    ((51.5, -0.12), (51.5, -0.12)),  # outside China nothing is shifted
]


@pytest.mark.parametrize(("satellite", "drawn"), KNOWN)
def test_known_points(satellite: tuple[float, float], drawn: tuple[float, float]) -> None:
    assert to_gcj02(satellite) == pytest.approx(drawn, abs=2e-6)


@given(st.tuples(st.floats(31.4, 36.4), st.floats(110.3, 116.7)))
def test_there_and_back_anywhere_in_henan(point: tuple[float, float]) -> None:
    assert to_wgs84(to_gcj02(point)) == pytest.approx(point, abs=1e-8)


def test_what_a_device_gives_in_gcj02_is_kept_as_wgs84() -> None:
    given_ = {"text": "工厂冒黑烟", "latitude": 34.745417, "longitude": 113.631447}
    kept = from_answers({**given_, "datum": "gcj02"}).location
    assert (kept.latitude, kept.longitude) == pytest.approx((34.7466, 113.6254), abs=2e-6)
    plain = from_answers(given_).location
    assert (plain.latitude, plain.longitude) == (34.745417, 113.631447)
