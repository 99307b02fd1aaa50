"""WGS-84, as satellites and browsers give it, and GCJ-02, as maps in China and some of their apps do.

The formula is the one all maps use (and eviltransform, prcoords): a smooth shift of 100 to 700 metres inside
China, none outside. Positions are kept as WGS-84.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt

GCJ02 = "gcj02"  # what forms call it; anything else is WGS-84
Degrees = tuple[float, float]  # latitude, longitude

_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323  # of the Krasovsky ellipsoid, metres and squared
_ROUNDS = 6  # each brings the way back about a thousand times nearer


def to_gcj02(point: Degrees) -> Degrees:
    """Where a Chinese map draws a WGS-84 position."""
    latitude, longitude = point
    if not (0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347):
        return point
    north, east = _shift(longitude - 105.0, latitude - 35.0)
    bend = 1 - _ECCENTRICITY * sin(radians(latitude)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / (bend * sqrt(bend))
    parallel = _AXIS / sqrt(bend) * cos(radians(latitude))
    return latitude + north * 180 / (meridian * pi), longitude + east * 180 / (parallel * pi)


def to_wgs84(point: Degrees) -> Degrees:
    """The WGS-84 position that a Chinese map draws there, to a millimetre."""
    guess = point
    for _ in range(_ROUNDS):
        drawn = to_gcj02(guess)
        guess = guess[0] + point[0] - drawn[0], guess[1] + point[1] - drawn[1]
    return guess


def _shift(x: float, y: float) -> Degrees:
    """Metres to the north and east, from degrees off 105° E, 35° N."""
    root = sqrt(abs(x))
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return north, east
