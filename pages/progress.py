"""Progress: the workbook that comes back, measuring again, and what has moved since."""

from cjwizard.ui.panels import common, progress, returned

common.intro("progress")
returned.panel()
progress.progress()
