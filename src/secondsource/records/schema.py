"""The JSON Schemas of what is published, made from the very types that the rows are made of."""

from __future__ import annotations

from typing import Any

from secondsource.errors import UsageError
from secondsource.records import claims, decisions, families, ledger, rows, versions

SCHEMAS: dict[str, Any] = {
    "read": rows.ReadRow,
    **ledger.ROWS,
    **claims.ROWS,
    "houses": families.FamilyRow,
    "decision": decisions.DecisionRow,
    "history": decisions.HistoryRow,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the rows that a command prints.

    Raises UsageError, with the names there are, for any other name.
    """
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}; there is: {', '.join(sorted(SCHEMAS))}")
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    modules = (rows, decisions, versions, ledger, claims)
    for held in (value for module in modules for value in vars(module).values()):
        if isinstance(held, type) and hasattr(held, "__required_keys__"):
            # The strings under the fields become descriptions. Set here, so that rows need no pydantic.
            held.__pydantic_config__ = {"use_attribute_docstrings": True}  # type: ignore[attr-defined]
    made = TypeAdapter(SCHEMAS[name]).json_schema()
    return {"$schema": GenerateJsonSchema.schema_dialect, **made}
