package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** A timestamp is stored without its zone. */
final class TimestampWithoutTimeZone implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TimestampWithoutTimeZone.class, Severity.HIGH)
            .title("A timestamp is stored without its time zone")
            .when("""
                    The column is a timestamp without time zone: LocalDateTime, java.util.Date, Timestamp and Calendar are mapped so.""")
            .effect("""
                    The same stored value is a different point in time for each reader whose session or JVM has another zone, and an hour of it is
                    ambiguous every autumn.""")
            .says("""
                    "{attribute}" is stored as {type}, which is no point in time: readers in another time zone read a different one.""")
            .instead("""
                    Use Instant or OffsetDateTime, which are stored as timestamp with time zone; or LocalDate where only the day is meant.""")
            .bad("""
                    @Entity
                    class Visit {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        LocalDateTime startedAt; // finds: timestamp-without-time-zone
                    }
                    """)
            .badSql("""
                    CREATE TABLE visit (
                        id bigint PRIMARY KEY,
                        started_at timestamp NOT NULL -- finds: timestamp-without-time-zone
                    );
                    """)
            .goodSql("""
                    CREATE TABLE visit (
                        id bigint PRIMARY KEY,
                        started_at timestamptz NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Visit {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        Instant startedAt;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(schema, (table, column) -> column.type().kind() == Kind.TIMESTAMP);
    }
}
