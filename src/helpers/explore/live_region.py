"""The line that says what a change did, to the eye and to a screen reader."""

from __future__ import annotations

import anywidget
import traitlets


class LiveRegion(anywidget.AnyWidget):
    """A sentence in a region of the page that stays, so that a screen reader reads its changes.

    A widget of HTML puts a new element in its place each time, which readers pass over. It also
    keeps the keys of the cell's output from JupyterLab: there an arrow would leave the list for
    the next cell, and an x would cut the cell.
    """

    text = traitlets.Unicode().tag(sync=True)

    _esm = """
    function render({ model, el }) {
      const line = document.createElement("p");
      line.setAttribute("role", "status");
      line.style = "border-left: 6px solid #0072B2; padding: 2px 12px; margin: 10px 0;"
        + "line-height: 1.4; min-height: 2.8em";
      const show = () => { line.textContent = model.get("text"); };
      model.on("change:text", show);
      show();
      el.append(line);
      // Fires once the line is in the page, and only then is there an output around it.
      new ResizeObserver((_, observer) => {
        el.closest(".jp-OutputArea")?.addEventListener("focusin", (event) => {
          event.target.setAttribute("data-lm-suppress-shortcuts", "true");
        });
        observer.disconnect();
      }).observe(line);
    }
    export default { render };
    """
