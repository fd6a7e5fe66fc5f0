"""About: how it works."""

from cjwizard.ui.panels import about

about.method()
about.version()
