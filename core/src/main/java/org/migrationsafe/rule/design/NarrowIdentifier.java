package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Map;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** A generated key will run out of numbers. */
final class NarrowIdentifier implements DesignRule {

    private static final Map<Kind, String> LAST = Map.of(Kind.INTEGER, "2,147,483,647", Kind.SMALL_INTEGER, "32,767");

    private static final RulePage PAGE = RulePage.of(NarrowIdentifier.class, Severity.HIGH)
            .title("A generated identifier has only 31 bits")
            .when("""
                    A generated identifier is an integer or smaller.""")
            .effect("""
                    At 2,147,483,647 every INSERT fails, and widening the column then rewrites the table and every table that refers to it,
                    while they are locked.""")
            .says("""
                    "{attribute}" is generated as {type}, which ends at {last}: then every INSERT fails, and widening it rewrites the table.""")
            .instead("""
                    Use Long, stored as bigint: 4 bytes more per row and reference.""")
            .bad("""
                    @Entity
                    class Click {
                        @Id
                        @GeneratedValue
                        Integer id; // finds: narrow-identifier
                    }
                    """)
            .badSql("""
                    CREATE TABLE click (
                        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY -- finds: narrow-identifier
                    );
                    """)
            .goodSql("""
                    CREATE TABLE click (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
                    );
                    """)
            .good("""
                    @Entity
                    class Click {
                        @Id
                        @GeneratedValue
                        Long id;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .flatMap(table -> table.columns().stream()
                        .filter(column -> column.is(Trait.IDENTIFIER)
                                && column.is(Trait.GENERATED)
                                && !column.is(Trait.FOREIGN_KEY))
                        .filter(column -> LAST.containsKey(column.type().kind()))
                        .map(column -> finding(
                                table,
                                column,
                                new Fact("last", LAST.getOrDefault(column.type().kind(), "")))))
                .toList();
    }
}
