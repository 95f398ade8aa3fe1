package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Optional;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** An index has two values. */
final class PartialIndexCandidate implements DesignRule {

    private static final RulePage PAGE = RulePage.of(PartialIndexCandidate.class, Severity.LOW)
            .concern(
                    "Which of the two values is rare, and whether queries ask for it.",
                    "A count of both values in production, and the queries.",
                    "Drop the index.")
            .title("An index holds nothing but a boolean")
            .when("""
                    The index is on one boolean column, alone or after the tenant, and holds all rows.""")
            .effect("""
                    It has two values: for the frequent one the planner does not use it, for the rare one most of it is in the way. It is written with each row all the same.""")
            .says("""
                    Index {index} of "{entity}" is on the boolean "{column}" and holds all rows: it helps to find the rare value only, and keeps the other one, too.""")
            .instead("""
                    Create an index of the rare rows alone, in a migration: CREATE INDEX CONCURRENTLY … ON {table} (what they are sorted by) WHERE {column}.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "parcel_lost_idx", columnList = "lost")) // finds: partial-index-candidate
                    class Parcel {
                        @Id
                        Long id;

                        boolean lost;
                    }
                    """)
            .badSql("""
                    CREATE TABLE parcel (
                        id bigint PRIMARY KEY,
                        lost boolean NOT NULL
                    );
                    CREATE INDEX parcel_lost_idx ON parcel (lost); -- finds: partial-index-candidate
                    """)
            .goodSql("""
                    CREATE TABLE parcel (
                        id bigint PRIMARY KEY,
                        lost boolean NOT NULL
                    );
                    CREATE INDEX parcel_lost_idx ON parcel (id) WHERE lost;
                    """)
            .good("""
                    @Entity
                    class Parcel {
                        @Id
                        Long id;

                        boolean lost;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .flatMap(table -> table.indexes().stream()
                        .filter(index -> !index.unique() && index.where().isEmpty())
                        .flatMap(index -> truth(table, index).stream()
                                .map(column -> finding(table, index, new Fact("column", column.name())))))
                .toList();
    }

    private static Optional<Column> truth(Table table, Index index) {
        List<Column> columns = index.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .filter(column -> !column.is(Trait.TENANT))
                .toList();
        return columns.size() == 1
                        && index.columns().size() <= 2
                        && (columns.get(0).type().kind() == Kind.BOOLEAN
                                || columns.get(0).is(Trait.TRUTH_VALUE))
                ? Optional.of(columns.get(0))
                : Optional.empty();
    }
}
