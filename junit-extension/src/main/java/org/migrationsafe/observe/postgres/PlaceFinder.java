package org.migrationsafe.observe.postgres;

import java.util.Optional;

import org.migrationsafe.source.Place;

/** Says where an executed statement stands; empty for one that the migration did not write. */
public interface PlaceFinder {
    Optional<Place> find(String sql);
}
