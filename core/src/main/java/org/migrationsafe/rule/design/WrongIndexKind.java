package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Set;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** An index cannot answer what is asked. */
final class WrongIndexKind implements DesignRule {

    private static final Set<Kind> WITH_PARTS = Set.of(Kind.JSON, Kind.JSON_TEXT, Kind.ARRAY, Kind.SEARCH_VECTOR);

    private static final RulePage PAGE = RulePage.of(WrongIndexKind.class, Severity.HIGH)
            .title("A b-tree on a column that has parts")
            .when("""
                    A b-tree index is on jsonb, an array or a text-search vector.""")
            .effect("""
                    A b-tree compares whole values: no query for what is in them can use it. It refuses rows whose value is longer than a third of a page.""")
            .says("""
                    Index {index} of "{entity}" is a b-tree on "{column}" ({type}): no query for what is in it can use it, and long values are refused.""")
            .instead("""
                    Create a GIN index in a migration: CREATE INDEX CONCURRENTLY … ON {table} USING gin ({column}). A mapping cannot express it, so remove the index there.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "poem_words_idx", columnList = "words")) // finds: wrong-index-kind
                    class Poem {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        String[] words;
                    }
                    """)
            .badSql("""
                    CREATE TABLE poem (
                        id bigint PRIMARY KEY,
                        words text[] NOT NULL
                    );
                    CREATE INDEX poem_words_idx ON poem (words); -- finds: wrong-index-kind
                    """)
            .goodSql("""
                    CREATE TABLE poem (
                        id bigint PRIMARY KEY,
                        words text[] NOT NULL
                    );
                    CREATE INDEX poem_words_idx ON poem USING gin (words);
                    """)
            .good("""
                    @Entity
                    class Poem {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        String[] words;
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
                        .filter(index -> index.method().equals("btree") && !index.unique())
                        .flatMap(index -> index.columns().stream()
                                .flatMap(name -> table.column(name).stream())
                                .filter(column ->
                                        WITH_PARTS.contains(column.type().kind()))
                                .limit(1)
                                .map(column -> finding(
                                        table,
                                        index,
                                        new Fact("column", column.name()),
                                        new Fact("type", column.type().sql())))))
                .toList();
    }
}
