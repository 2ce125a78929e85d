"""From files that a user downloaded or made to tables of a data package.

UN DESA: undesa_*; the World Bank and KNOMAD: remittances; four-column estimates: stock_csv; areas:
user_areas. What builds the bundled package from the publishers' files is data-raw/.
"""
