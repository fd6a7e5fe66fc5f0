"""Welcome: what this is, and how to begin."""

from cjwizard.ui.panels import welcome

welcome.what_it_is()
welcome.begin()
welcome.steps()
welcome.samples()
welcome.come_back()
