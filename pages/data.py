"""Data: your links, your files, starting over and deleting."""

from cjwizard.ui.panels import common, data, history, links, openings

common.intro("data")
links.personal_link()
links.view_link()
data.download()
openings.from_file()
history.versions()
data.start_over()
data.delete()
