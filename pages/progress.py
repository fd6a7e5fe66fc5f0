"""Progress: measuring again, and what has moved since."""

from cjwizard.ui.panels import common, progress

common.intro("progress")
progress.progress()
