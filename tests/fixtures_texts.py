"""A text in the shape of the Global Compact, in words of our own."""

TITLE = "Global Compact for Safe, Orderly and\n   Regular Migration"
NAMES = {
    1: "Count people well",
    2: "Lessen the causes of flight by\n   partnership",
    23: "Cooperation and global partnerships",
}


def _name(n: int) -> str:
    return NAMES.get(n, f"Aim {n}")


def _objective(n: int) -> str:
    promise = "a partnership with each partner" if n == 1 else "no more than that"
    action = "public-private partner-\nships" if n == 23 else "what is missing"
    return f"""Objective {n}: {_name(n)}

{16 + n}. We commit to {promise}, as objective 2 says.
To realize this commitment, we will draw from the following actions:
(a) Build {action};
"""


COMPACT = "\n".join(
    [
        TITLE,
        "adopted somewhere, by somebody",
        *(f"{n}. We say a thing." for n in range(1, 16)),
        "16. These are our objectives:",
        *(f"{n}. {_name(n)}" for n in range(1, 24)),
        *map(_objective, range(1, 24)),
        "40. We work by North-South, South-\nSouth, triangular and technical\ncooperation and assistance.",
        *(f"{n}. We say a thing more." for n in range(41, 55)),
    ]
)
