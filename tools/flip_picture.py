"""Draw docs/flip.png: one claim under two definitions of the South, and opposite verdicts.

Run it in the environment of `make setup`: python tools/flip_picture.py. A test draws it again.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.analysis import migration
from helpers.analysis.south import classify
from helpers.data.package import open_package
from helpers.figures.maps import draw_land
from helpers.figures.picture import Picture, canvas, label
from helpers.figures.south import FILLS

GREEN, RED = "#00704F", "#A63C00"  # dark enough to be read on white
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "flip.png"
REVISION, YEAR = 2017, 2017
PANELS = {"undesa": "UN DESA's split", "income": "World Bank income groups"}
TITLE = "Do more migrants from the South live in the South than in the North? Ask who is South"
SOURCE = (
    "UN DESA, International Migrant Stock, 2017 revision; World Bank, income groups FY18; Natural Earth. "
    "Migrants of unknown origin are in the group that UN DESA names for them."
)


def numbers() -> pd.DataFrame:
    """Migrants born in the South, in millions: one row per definition, one column per destination."""
    package = open_package()
    areas, pairs = package.areas(REVISION), package.table(f"od-{REVISION}")
    rows = {name: migration.four_way(pairs, classify(areas, name), "assign").loc[YEAR] for name in PANELS}
    table = pd.DataFrame(rows).T / 1e6
    return table[["South-South", "South-North"]].rename(columns=lambda name: name.removeprefix("South-"))


def picture() -> Picture:
    """A map of each South, and below it where the migrants live who were born there."""
    package, table = open_package(), numbers()
    areas, shapes = package.areas(REVISION), package.shapes()
    fig, axes = canvas(10, 4.5, nrows=2, ncols=2, height_ratios=[2.4, 1])
    for column, (name, caption) in enumerate(PANELS.items()):
        above, below = axes[0, column], axes[1, column]
        draw_land(above, shapes, {int(a): FILLS[g] for a, g in classify(areas, name).items()})
        above.set(xlim=(-2.25, 2.25), ylim=(-1, 1.33))
        above.set_title(f"The South, by {caption}", fontsize=11, fontweight="bold", color="black")
        row = table.loc[name]
        for y, (side, millions) in enumerate(row.items()):
            below.barh(y, millions, color=FILLS[str(side)], height=0.8)
            below.text(
                millions + 2, y, f"{millions:.1f} million", va="center", fontsize=11, fontweight="bold"
            )
        holds = row["South"] > row["North"]
        below.set_title(
            "✓ the claim holds" if holds else "✗ the claim fails",
            fontsize=12,
            fontweight="bold",
            color=GREEN if holds else RED,
        )
        below.set_yticks([0, 1], [f"in the {side}" for side in row.index], fontsize=11)
        below.set(xlim=(0, 1.3 * table.to_numpy().max()), ylim=(1.5, -0.5))
        below.set_xticks([])
        below.tick_params(axis="y", length=0)
        below.spines[["bottom", "left"]].set_visible(False)
    label(fig, TITLE, SOURCE)
    said = "; ".join(
        f"by {caption} {table.loc[name, 'South']:.1f} million live in the South,"
        f" {table.loc[name, 'North']:.1f} in the North"
        for name, caption in PANELS.items()
    )
    return Picture(
        fig, f"Two world maps with bars. Migrants born in the South, 2017: {said}. {TITLE}.", table
    )


if __name__ == "__main__":
    drawn = picture()
    PICTURE.write_bytes(drawn.png())
    print(drawn.alt)
