package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Optional;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Uniqueness has a hole. */
final class UniqueOnNullable implements DesignRule {

    private static final RulePage PAGE = RulePage.of(UniqueOnNullable.class, Severity.MEDIUM)
            .title("A unique constraint on several columns holds one that may be null")
            .when("""
                    The constraint has several columns, one of them may be null, and two nulls are not the same to it.""")
            .effect("""
                    Rows that are equal but for a null are all accepted: the constraint does nothing exactly where the value is missing.""")
            .says("""
                    Unique ({columns}) of "{entity}" holds "{nullable}", which may be null: rows that are equal but for it are all accepted.""")
            .instead("""
                    Write @Column(nullable = false) where it is always there; where it is not, create two unique indexes in a migration, one WHERE {nullable} IS NULL, or NULLS NOT DISTINCT from PostgreSQL 15 on.""")
            .bad("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "seat_key", columnNames = {"seat_row", "number"})) // finds: unique-on-nullable
                    class Seat {
                        @Id
                        Long id;

                        @Column(nullable = true, length = 3)
                        String seatRow;

                        int number;
                    }
                    """)
            .badSql("""
                    CREATE TABLE seat (
                        id bigint PRIMARY KEY,
                        seat_row varchar(3),
                        number integer NOT NULL,
                        CONSTRAINT seat_key UNIQUE (seat_row, number) -- finds: unique-on-nullable
                    );
                    """)
            .goodSql("""
                    CREATE TABLE seat (
                        id bigint PRIMARY KEY,
                        seat_row varchar(3) NOT NULL,
                        number integer NOT NULL,
                        CONSTRAINT seat_key UNIQUE (seat_row, number)
                    );
                    """)
            .good("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "seat_key", columnNames = {"seat_row", "number"}))
                    class Seat {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 3)
                        String seatRow;

                        int number;
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
                        .filter(index -> index.unique() && index.columns().size() > 1)
                        .filter(index -> index.where().isEmpty() && !index.is(Index.Trait.NULLS_NOT_DISTINCT))
                        .flatMap(index -> nullable(table, index)
                                .map(column -> finding(table, index, new Fact("nullable", column.name())))
                                .stream()))
                .toList();
    }

    private static Optional<Column> nullable(Table table, Index index) {
        return index.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .filter(Column::nullable)
                .findFirst();
    }
}
