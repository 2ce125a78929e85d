"""The command ``walkthrough ingest``."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from helpers.errors import UserError
from walkthrough.util.disk import resolve_path

if TYPE_CHECKING:
    from helpers.data.package import Package
    from walkthrough.ingest.package_update import Change

app = typer.Typer(
    help="Read published files into a data package.", no_args_is_help=True, add_completion=False
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file as it was downloaded.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Workbooks of one revision.")]
Into = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Your data package; a copy of the bundled one if new."),
]
Names = Annotated[
    Path | None,
    typer.Option(metavar="CSV", help="Spellings that are not known: a csv with the columns name,code."),
]
Revision = Annotated[
    int | None,
    typer.Option(min=1990, max=2100, metavar="YEAR", help="Revision, if the file does not say."),
]


def change(into: Path | None, make: Callable[[Package], Change]) -> None:
    """Apply a change to the user's package and say what was written."""
    from walkthrough.ingest.package_update import apply

    if into is None:
        raise UserError("name the data package to write: --into DIR (a new folder is fine)")
    place = resolve_path(into)  # the user may stand in the folder, which is then another
    lines, chosen = apply(into, make)
    for line in lines:
        typer.echo(line)
    command = shlex.join(["walkthrough", "run", "--data", str(into), *options(place, chosen)])
    typer.echo(f"{into} is ready: {command}")


def options(into: Path, chosen: Mapping[str, Any]) -> list[str]:
    """Options of `walkthrough run` that use what is new.

    They ask for the last year of a revision, which a claim on another year has no verdict on unless
    it is asked for, and growth begins in a year that is there.
    """
    from helpers.data.package import open_package
    from helpers.parameters import DEFAULTS

    values = dict(chosen)
    if "revision" in values:
        package, usual = open_package(into), DEFAULTS["base_year"]
        last = max(package.years(values["revision"]))
        values["year"] = last
        earlier = [year for year in package.total_years(values["revision"]) if year < last]
        if earlier and usual not in earlier:
            values["base_year"] = min(earlier, key=lambda year: (abs(year - usual), year))
    return [part for name, value in values.items() for part in ("-p", f"{name}={value}")]


@app.command()
def un_stock(files: Files, revision: Revision = None, into: Into = None) -> None:
    """Add a revision of the migrant stock from UN DESA's own workbooks.

    Give the workbook by destination and origin, and the workbook of totals if you have it: with
    population and refugees, or without. Older and newer layouts are told apart by their headers. A
    workbook by origin beside them is compared with the pairs. What cannot be read and is not the
    migrant stock is left out with a note.
    """
    from walkthrough.ingest import user_package

    change(into, lambda package: user_package.un_stock(package, files, revision))


@app.command()
def stock_csv(file: File, revision: Revision = None, into: Into = None) -> None:
    """Add a revision from your own estimates: a csv file of four columns.

    Header: year,destination,origin,stock. Then a row for each pair: year 1990 to 2100, M49 or ISO3
    codes of areas (an origin may also be 2001 Other North, 2002 Other South, 2003 Others), and
    persons as a whole number without separators between thousands. As a spreadsheet program saves
    it: commas, semicolons or tabs; lines of a title above the header are skipped. In a matrix of
    births and residence, those who live where they were born are set aside.
    """
    from walkthrough.ingest import user_package

    if revision is None:
        raise UserError(f"{file}: give your estimates a number: --revision YEAR, such as 2026")
    change(into, lambda package: user_package.stock_csv(package, file, revision))


@app.command()
def remittances(
    file: File,
    vintage: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help="When the figures were issued.")
    ] = None,
    names: Names = None,
    into: Into = None,
) -> None:
    """Add a vintage of remittance inflows from a World Bank or KNOMAD file (xlsx, xls, zip or csv).

    The header, a title or a note must say the unit: US$, alone or with thousand, million or billion.
    """
    from walkthrough.ingest import user_package

    if vintage is None:
        raise UserError(f"{file}: say when the figures were issued: --vintage YYYY-MM")
    change(into, lambda package: user_package.remittances(package, file, vintage, names))


@app.command()
def unhcr(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of UNHCR, and of UNRWA.")],
    into: Into = None,
) -> None:
    """Bring refugees to new years from UNHCR's files (csv, zip or json).

    The Refugee Data Finder's download with ISO codes, all countries of origin and of asylum, or an
    answer of the population API; UNRWA's table too. The years that a file has are replaced.
    """
    from walkthrough.ingest import user_series

    change(into, lambda package: user_series.unhcr(package, files))


@app.command()
def economies(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="GDP, population, or both.")],
    into: Into = None,
) -> None:
    """Bring GDP (NY.GDP.MKTP.CD) and population (SP.POP.TOTL) to new years.

    Files of the World Development Indicators as downloaded: zip, xls, or the API_ csv.
    """
    from walkthrough.ingest import user_series

    change(into, lambda package: user_series.economies(package, files))


@app.command()
def classification(file: File, into: Into = None) -> None:
    """Add areas, or change what the table of areas says of them: a csv file.

    The column area (M49 code) and any of the columns of classifications/areas.csv; a new area
    also needs lon and lat.
    """
    from walkthrough.ingest import user_package

    change(into, lambda package: user_package.classification(package, file))


@app.command()
def definition(
    file: File,
    name: Annotated[str, typer.Option(metavar="NAME", help="What to call it, as in -p south=NAME.")],
    fiscal_year: Annotated[
        int | None,
        typer.Option(min=1989, max=2100, metavar="YEAR", help="Which list of a World Bank workbook."),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="Whose definition it is.")] = None,
    date: Annotated[str | None, typer.Option(metavar="TEXT", help="As of when.")] = None,
    into: Into = None,
) -> None:
    """Add a definition of the South: a csv file, or a World Bank workbook of income groups.

    A csv file has the columns area (M49 code, ISO alpha-3 code or name) and side (North or South);
    with a column year the line moves. Areas that are not named follow UN DESA's split. A workbook
    (CLASS or OGHIST) makes high income the North: in the list of --fiscal-year, or, from OGHIST
    without it, in the list that was in force in each year.
    """
    from walkthrough.ingest import user_ideas

    change(into, lambda package: user_ideas.definition(package, file, name, fiscal_year, source, date))


@app.command()
def body(
    file: File,
    name: Annotated[str, typer.Option(metavar="NAME", help="Its short name, such as BIMSTEC.")],
    full_name: Annotated[str, typer.Option(metavar="TEXT", help="Its name in full.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="regional_body, rcp, interregional_forum ...")],
    founded: Annotated[int, typer.Option(min=1900, max=2100, metavar="YEAR", help="Year of foundation.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the list of members comes from.")],
    date: Annotated[str, typer.Option(metavar="TEXT", help="As of when, such as 'June 2024'.")],
    into: Into = None,
) -> None:
    """Add a body and its members: a csv file with the column area, one row for each member.

    Areas by M49 code, ISO alpha-3 code or name. It may also have the columns role (else member),
    since_year and confidence (high, medium or low; else medium).
    """
    from walkthrough.ingest import user_ideas

    change(into, lambda package: user_ideas.body(package, file, name, full_name, kind, founded, source, date))
