"""The colours of the course survive the common colour blindnesses and grey printing."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from firstnn.plots import style

# Severity 1.0 of Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(rgb):
    rgb = np.asarray(rgb, dtype=float)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb_linear):
    """CIE L*a*b* of linear RGB, white point D65: distances in it are about what the eye sees."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb_linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


TOGETHER = [
    ("TRAIN", "TEST", "LIMIT", "PAPER"),
    ("RIGHT", "WRONG", "PAPER"),
    ("POSITIVE", "NEGATIVE", "PAPER"),
    ("INK", "PAPER", "QUIET"),
]


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("group", TOGETHER, ids=" ".join)
def test_colours_used_together_stay_apart(group, blindness):
    seen = {name: lab(BLINDNESS[blindness] @ linear(to_rgb(getattr(style, name)))) for name in group}
    for a, b in combinations(group, 2):
        assert np.linalg.norm(seen[a] - seen[b]) > 20, (a, b)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_signed_values_go_from_dark_to_light_in_every_eye(blindness):
    ramp = matplotlib.colormaps[style.SIGNED](np.linspace(0, 1, 33))[:, :3]
    lightness = [lab(BLINDNESS[blindness] @ linear(colour))[0] for colour in ramp]
    assert (np.diff(lightness) > 0.5).all()


def test_text_and_lines_have_contrast_on_white():
    for name in ("INK", "QUIET", "TRAIN", "LIMIT", "NEGATIVE"):
        luminance = np.array([0.2126, 0.7152, 0.0722]) @ linear(to_rgb(getattr(style, name)))
        assert 1.05 / (luminance + 0.05) > 4.5, name
