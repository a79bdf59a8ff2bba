"""The migrations, in order. Derived tables have none: they are built anew."""
