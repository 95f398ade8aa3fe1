package org.migrationsafe.released;

import java.util.Optional;

/**
 * What a project says of its production.
 *
 * @param version the newest version that it has, where a setting says so; a record is not looked at then
 * @param record what is recorded of it
 */
public record Released(Optional<String> version, Optional<ReleasedRecord> record) {

    /** Nothing is known, so that everything is under review. */
    public static final Released NOTHING = new Released(Optional.empty(), Optional.empty());
}
