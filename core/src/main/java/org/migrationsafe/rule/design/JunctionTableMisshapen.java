package org.migrationsafe.rule.design;

import java.util.List;
import java.util.stream.Stream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A pair can be there twice. */
final class JunctionTableMisshapen implements DesignRule {

    private static final RulePage PAGE = RulePage.of(JunctionTableMisshapen.class, Severity.MEDIUM)
            .title("A table of pairs lets the same pair in twice")
            .when("""
                    The table only pairs two others, and neither its primary key nor a unique constraint holds both references.""")
            .effect("""
                    The same pair comes in twice by the first race, and then counts and joins show it twice. Without a key Hibernate deletes and inserts all pairs of a row to take one away.""")
            .says("""
                    "{table}" pairs "{one}" with "{other}", and lets the same pair in twice: no key holds both.""")
            .instead("""
                    Use a Set, which makes both columns the primary key; in SQL PRIMARY KEY ({columns}).""")
            .bad("""
                    @Entity
                    class Painter {
                        @Id
                        Long id;

                        @ManyToMany
                        @JoinTable(indexes = {
                            @Index(name = "painter_style_painter_idx", columnList = "painter_id"),
                            @Index(name = "painter_style_style_idx", columnList = "styles_id")
                        })
                        List<Style> styles; // finds: junction-table-misshapen
                    }

                    @Entity
                    class Style {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE painter (id bigint PRIMARY KEY);
                    CREATE TABLE style (id bigint PRIMARY KEY);
                    CREATE TABLE painter_style ( -- finds: junction-table-misshapen
                        painter_id bigint NOT NULL REFERENCES painter,
                        style_id bigint NOT NULL REFERENCES style
                    );
                    CREATE INDEX painter_style_painter_id_idx ON painter_style (painter_id);
                    CREATE INDEX painter_style_style_id_idx ON painter_style (style_id);
                    """)
            .goodSql("""
                    CREATE TABLE painter (id bigint PRIMARY KEY);
                    CREATE TABLE style (id bigint PRIMARY KEY);
                    CREATE TABLE painter_style (
                        painter_id bigint NOT NULL REFERENCES painter,
                        style_id bigint NOT NULL REFERENCES style,
                        PRIMARY KEY (painter_id, style_id)
                    );
                    CREATE INDEX painter_style_style_id_idx ON painter_style (style_id);
                    """)
            .good("""
                    @Entity
                    class Painter {
                        @Id
                        Long id;

                        @ManyToMany
                        @JoinTable(indexes = @Index(name = "painter_style_style_idx", columnList = "styles_id"))
                        Set<Style> styles;
                    }

                    @Entity
                    class Style {
                        @Id
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
                .filter(table -> table.foreignKeys().size() == 2 && pairs(table))
                .filter(table -> uniques(table).noneMatch(columns -> table.foreignKeys().stream()
                        .anyMatch(key -> key.columns().stream().anyMatch(columns::contains))))
                .map(table -> findingOnPart(
                        table,
                        new Fact("one", table.foreignKeys().get(0).referencedTable()),
                        new Fact("other", table.foreignKeys().get(1).referencedTable()),
                        Fact.words("columns", String.join(", ", both(table)))))
                .toList();
    }

    /** Nothing but two references, and perhaps a number of its own. */
    private static boolean pairs(Table table) {
        return table.columns().stream()
                .allMatch(column -> both(table).contains(column.name())
                        || table.primaryKey().equals(List.of(column.name())));
    }

    private static List<String> both(Table table) {
        return table.foreignKeys().stream()
                .flatMap(key -> key.columns().stream())
                .toList();
    }

    private static Stream<List<String>> uniques(Table table) {
        return Stream.concat(
                Stream.of(table.primaryKey()),
                table.indexes().stream().filter(Index::unique).map(Index::columns));
    }
}
