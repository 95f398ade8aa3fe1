package org.migrationsafe.rehearse;

import java.util.Optional;

import org.migrationsafe.recording.Recording;
import org.migrationsafe.released.ReleasedRecord;
import org.migrationsafe.schema.Schema;

/**
 * What a rehearsal gives.
 *
 * @param schema what all migrations made; empty where not all of them ended well
 * @param everything what production has once all of this is deployed
 */
public record Rehearsed(Recording recording, Optional<Schema> schema, ReleasedRecord everything) {}
