"""Who looked at or changed what, when and why; append-only, hash-chained."""
