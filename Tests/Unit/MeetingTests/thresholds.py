#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes thresholds.csv: quorum and votes needed, by exact fractions, independent of the engine."""
from fractions import Fraction
import math

print("entitled,present,quorum,has_quorum,needed_entitled,needed_present,at_least_two_thirds")
for n in range(1, 51):
    for p in range(0, n + 1):
        quorum = math.ceil(Fraction(2, 3) * n)
        more_than_half = min(k for k in range(0, n + 2) if Fraction(k, 1) > Fraction(n, 2))
        of_present = min(k for k in range(0, p + 2) if Fraction(k, 1) > Fraction(p, 2))
        two_thirds = min(k for k in range(0, n + 1) if Fraction(k, n) >= Fraction(2, 3))
        print(n, p, quorum, int(p >= quorum), more_than_half, of_present, two_thirds, sep=",")
