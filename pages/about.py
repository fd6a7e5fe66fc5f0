"""About: how it works, and what is stored where."""

from cjwizard.ui.panels import about

about.method()
about.storage()
