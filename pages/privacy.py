"""Privacy: what is kept, for how long, and who can read it."""

from cjwizard.ui.panels import privacy

privacy.in_short()
privacy.who_offers_this()
privacy.what_is_kept()
privacy.how_long()
privacy.who_can_read()
privacy.in_the_browser()
privacy.what_you_can_do()
