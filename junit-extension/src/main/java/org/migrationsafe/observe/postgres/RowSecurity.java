package org.migrationsafe.observe.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.database.Ask;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.RowChange;

/**
 * Tables whose row security binds even their owner, changed by a role that nothing binds: in production the owner may see no row.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-rowsecurity.html">Row security</a>
 */
record RowSecurity(Connection connection, CatalogState existing) {

    static final String WHAT = "what row security lets it change of ";

    static final String WHY =
            "the rehearsal's role passes row security by, which in production binds the table's owner, too";

    /** Both of row security's switches are on. */
    private static final String FORCED = "true true";

    List<RelationName> passedBy(List<RowChange> changes, List<RelationName> unmet) throws SQLException {
        List<RelationName> bound = Stream.concat(changes.stream().map(RowChange::relation), unmet.stream())
                .filter(this::isForced)
                .distinct()
                .toList();
        return bound.isEmpty()
                        || !Ask.whether(
                                connection,
                                "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user")
                ? List.of()
                : bound;
    }

    private boolean isForced(RelationName table) {
        return existing.relations().values().stream()
                .anyMatch(relation ->
                        relation.name().equals(table) && relation.rowSecurity().equals(FORCED));
    }
}
