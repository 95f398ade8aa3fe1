package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.ReplicaIdentityLost;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** A published table whose rows have no identity. */
final class ReplicaIdentityDropped implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(ReplicaIdentityDropped.class, Severity.CRITICAL)
            .title("A published table loses its replica identity")
            .when("""
                    A table belongs to a publication that publishes updates or deletes, and after the statement it has no replica identity:
                    no primary key, no index named as identity, and not FULL.
                    """)
            .effect("""
                    PostgreSQL refuses every UPDATE and DELETE of such a table (55000), because it could not tell a subscriber which row is
                    meant. INSERTs pass, so the fault shows late.
                    """)
            .says("""
                    Takes the replica identity of "{table}", which is published: every UPDATE and DELETE of it is refused (55000) from the
                    commit on.
                    """)
            .instead("""
                    Give the table another identity first: `ALTER TABLE {table} REPLICA IDENTITY USING INDEX …` with a unique index on NOT
                    NULL columns, or `REPLICA IDENTITY FULL`, which writes whole rows to the log.
                    """)
            .bad("""
                    -- file: V1__parcel.sql (released)
                    CREATE TABLE parcel (id bigint CONSTRAINT parcel_pkey PRIMARY KEY, code text NOT NULL UNIQUE);
                    CREATE PUBLICATION parcels FOR TABLE parcel;
                    -- file: V2__full.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE parcel REPLICA IDENTITY NOTHING; -- finds: replica-identity-dropped
                    """)
            .good("""
                    -- file: V1__parcel.sql (released)
                    CREATE TABLE parcel (id bigint CONSTRAINT parcel_pkey PRIMARY KEY, code text NOT NULL UNIQUE);
                    CREATE PUBLICATION parcels FOR TABLE parcel;
                    -- file: V2__full.sql
                    SET LOCAL lock_timeout = '5s';
                    ALTER TABLE parcel REPLICA IDENTITY FULL;
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> statement.changes(ReplicaIdentityLost.class).stream()
                .filter(lost -> !Drops.isRestored(run, statement, lost))
                .map(lost -> finding(statement, lost.table())));
    }
}
