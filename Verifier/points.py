# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether 64 hex digits are a key of Ed25519: a point of the curve, in the group of prime order, written in the one way there is (RFC 8032, 5.1)."""

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def decoded(key):
    """The point; none where there is none, or where it is written otherwise."""
    bits = int.from_bytes(key, "little")
    y, sign = bits & (1 << 255) - 1, bits >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or x == 0 and sign:
        return None
    return (P - x if x & 1 != sign else x, y)


def added(a, b):
    """The sum of two points, in extended coordinates (Hisil and others, 2008)."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def is_key(text):
    try:
        point = decoded(bytes.fromhex(text)) if len(text) == 64 and text == text.lower() else None
    except ValueError:
        return False
    if point is None or point == (0, 1):
        return False
    x, y = point
    base, total = (x, y, 1, x * y % P), (0, 1, 1, 0)
    for bit in bin(L)[2:]:
        total = added(total, total)
        if bit == "1":
            total = added(total, base)
    return total[0] % P == 0 and (total[1] - total[2]) % P == 0
