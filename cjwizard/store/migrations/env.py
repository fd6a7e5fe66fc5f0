"""What Alembic runs to migrate: on the connection that it is handed, never on one from a settings file."""

from alembic import context

from cjwizard.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
