"""The check that every publisher's table allows: its parts add up to its row for the world."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.errors import UserError


def check_world(
    where: object,
    sums: Mapping[int, float],
    world: Mapping[int, float],
    tolerance: float = 0.5,
    share: float = 1e-9,
    parts: str = "areas",
    digits: int = 0,
) -> None:
    """Refuse parts that do not add up to the publisher's world row in some year.

    They may miss it by ``tolerance`` (in the table's unit) or by ``share`` of it, if that is more.
    ``digits``: decimals of the figures in an error.
    """
    for year, total in sorted(sums.items()):
        if year not in world:
            raise UserError(
                f"{where}: no figure for the world in {year} to check the {parts} against; give the "
                "whole table"
            )
        if abs(total - world[year]) > max(tolerance, share * world[year]):
            raise UserError(
                f"{where}: in {year} the {parts} add up to {total:,.{digits}f}, the World row says "
                f"{world[year]:,.{digits}f}; a row is missing, doubled or changed"
            )
