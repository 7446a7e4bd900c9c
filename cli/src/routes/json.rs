//! The listing for programs.

use cepa_listing::{Argument, Row, Table};
use serde_json::{Value, json};

/// `{"tables": [{"package": …, "routes": [{"methods": ["GET"], "path": "/", …}]}]}`, and a line end.
pub(super) fn listing(tables: &[Table<'_>]) -> String {
    let tables: Vec<Value> = tables.iter().map(table).collect();
    format!("{:#}\n", json!({ "tables": tables }))
}

fn table(table: &Table<'_>) -> Value {
    json!({
        "package": table.package,
        "version": table.version,
        "module": table.module,
        "file": table.file,
        "line": table.line,
        "routes": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// An empty list of methods is any method; what is not set is null.
fn row(row: &Row<'_>) -> Value {
    let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "methods": row.methods,
        "path": row.path,
        "host": set(row.host),
        "function": row.function,
        "module": row.module,
        "file": row.file,
        "line": row.line,
        "arguments": row.arguments.iter().map(argument).collect::<Vec<_>>(),
        "operation_id": set(row.operation_id),
        "status": row.status,
        "body_limit_bytes": row.body_limit_bytes,
        "auth": row.auth,
        "public": row.public,
        "deprecated": row.deprecated,
        "tags": row.tags,
    })
}

fn argument(argument: &Argument<'_>) -> Value {
    json!({ "name": argument.name, "source": argument.source.name(), "type": argument.type_name })
}
