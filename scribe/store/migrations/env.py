"""What alembic runs to migrate: always on a connection that is open already, within its transaction."""

from alembic import context

from scribe.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
