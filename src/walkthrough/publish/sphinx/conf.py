"""Sphinx's settings for the site: nothing is executed, nothing is asked of another host."""

from pathlib import Path

project = "South-South migration: a walk through one article"
html_title = "South-South walk-through"
copyright = ""
author = ""
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc"]
root_doc = "index"
exclude_patterns = ["_build"]

nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # the default is fetched from another host
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions: list[str] = []  # no dollarmath: a dollar is money here
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]  # a verdict's record, shown as HTML beside it

default_role = "literal"  # docstrings set names in single backticks
autodoc_default_options = {"members": True, "exclude-members": "model_config"}
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # a default as it is written: no path of this machine
add_module_names = False

html_theme = "sphinx_book_theme"
html_static_path = ["static"]
templates_path = ["templates"]
html_css_files = ["site.css"]
html_use_index = False
html_domain_indices = False
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_permalinks = False
html_search_scorer = str(Path(__file__).with_name("search_scorer.js"))
html_show_search_summary = False  # a summary is fetched, which a page from a disk may not
html_context = {"default_mode": "light"}  # figures are drawn on white
html_sidebars = {
    "**": ["navbar-logo.html", "search-button-field.html", "live-page.html", "sbt-sidebar-nav.html"]
}
html_theme_options = {
    "navbar_persistent": [],
    "article_header_end": ["search-button.html", "toggle-secondary-sidebar.html"],
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "collapse_navbar": False,
    "navigation_with_keys": False,
    "content_footer_items": [],
    "footer_content_items": [],
    "extra_footer": "",
}
