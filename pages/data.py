"""Data: your link, your files, starting over and deleting."""

from cjwizard.ui.panels import common, data, history, openings

common.intro("data")
data.link_card()
data.download()
openings.from_file()
history.versions()
data.start_over()
data.delete()
