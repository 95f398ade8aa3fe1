package org.migrationsafe.recording;

/** An index that existed before the migration and has new storage, while its table kept its own. */
public record Rebuild(RelationName index, RelationName table) {}
