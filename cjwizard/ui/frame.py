"""The frame around every page: language, save state, task list, and the way on. Streamlit runs this file."""

from cjwizard.ui.frame_parts import draw_frame

draw_frame()
