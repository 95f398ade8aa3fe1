package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A deleted row still takes its place. */
final class UniqueIgnoresSoftDelete implements DesignRule {

    private static final RulePage PAGE = RulePage.of(UniqueIgnoresSoftDelete.class, Severity.MEDIUM)
            .title("A unique constraint counts rows that are marked as deleted")
            .when("""
                    The table marks rows as deleted, and a unique constraint or index holds these rows, too.""")
            .effect("""
                    Anyone who deletes something and makes it again is refused, and cannot see why: nobody is shown the row in the way.""")
            .says("""
                    Unique ({columns}) of "{entity}" holds rows that are marked as deleted by "{marker}": what was deleted cannot be made again.""")
            .instead("""
                    Create a unique index on the rows that are left, in a migration: CREATE UNIQUE INDEX CONCURRENTLY … ON {table} ({columns}) WHERE {condition}. A mapping cannot express it, so remove the constraint there.""")
            .bad("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "guest_email_key", columnNames = "email")) // finds: unique-ignores-soft-delete
                    @SQLRestriction("deleted_at is null")
                    class Guest {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 254)
                        String email;

                        @Column(nullable = true)
                        Instant deletedAt;
                    }
                    """)
            .badSql("""
                    CREATE TABLE guest (
                        id bigint PRIMARY KEY,
                        email varchar(254) NOT NULL UNIQUE, -- finds: unique-ignores-soft-delete
                        deleted_at timestamptz
                    );
                    CREATE INDEX guest_alive_idx ON guest (id) WHERE deleted_at IS NULL;
                    """)
            .goodSql("""
                    CREATE TABLE guest (
                        id bigint PRIMARY KEY,
                        email varchar(254) NOT NULL,
                        deleted_at timestamptz
                    );
                    CREATE UNIQUE INDEX guest_email_key ON guest (email) WHERE deleted_at IS NULL;
                    """)
            .good("""
                    @Entity
                    @SQLRestriction("deleted_at is null")
                    class Guest {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 254)
                        String email;

                        @Column(nullable = true)
                        Instant deletedAt;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .flatMap(table -> table.softDelete().stream().flatMap(marker -> table.indexes().stream()
                        .filter(index -> index.unique() && index.where().isEmpty())
                        .filter(index -> !policy.holds(index.columns(), marker.name()))
                        .filter(index -> index.columns().stream().noneMatch(name -> neverTwice(table, name)))
                        .map(index -> finding(
                                table,
                                index,
                                new Fact("marker", marker.name()),
                                Fact.words(
                                        "condition",
                                        marker.type().kind().isMoment()
                                                ? marker.name() + " IS NULL"
                                                : "NOT " + marker.name())))))
                .toList();
    }

    /** What is generated is never made again, and neither is what belongs to another row. */
    private static boolean neverTwice(Table table, String name) {
        return table.column(name)
                .filter(column -> column.is(Trait.GENERATED)
                        || column.is(Trait.UUID_VALUE)
                        || column.is(Trait.FOREIGN_KEY)
                        || column.type().kind() == Kind.UUID)
                .isPresent();
    }
}
