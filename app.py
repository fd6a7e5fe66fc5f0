"""The launcher: starts the app with its settings. The screens are in ``pages``, the rest in ``cjwizard``.

Streamlit recognises the app by the assignment below; it has to be written out here.
"""

import streamlit as st
from starlette.middleware import Middleware

from cjwizard.ui import wiring
from cjwizard.ui.errors import show_error
from cjwizard.ui.launch import FRAME, lifespan
from cjwizard.web.outer_page import OuterPage
from cjwizard.web.routes import routes

app = st.App(
    FRAME,
    lifespan=lifespan,
    routes=routes(wiring.store),
    middleware=[Middleware(OuterPage)],
    on_script_error=show_error,
)
