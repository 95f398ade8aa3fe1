package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** An index says what another one says. */
final class RedundantIndex implements DesignRule {

    private static final RulePage PAGE = RulePage.of(RedundantIndex.class, Severity.LOW)
            .title("An index is the beginning of another index")
            .when("""
                    The index is not unique, and its columns are the first ones of another index or of the primary key.""")
            .effect("""
                    Whatever it finds the other one finds as well. Each INSERT, most UPDATEs and VACUUM keep both.""")
            .says("""
                    Index {index} of "{entity}" is the beginning of {other}: it finds nothing that the other does not find, and each write keeps both.""")
            .instead("""
                    Drop it, with DROP INDEX CONCURRENTLY in a migration.""")
            .bad("""
                    @Entity
                    @Table(indexes = {
                        @Index(name = "call_caller_idx", columnList = "caller"), // finds: redundant-index
                        @Index(name = "call_caller_at_idx", columnList = "caller, at")
                    })
                    class Call {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 20)
                        String caller;

                        @Column(nullable = false)
                        Instant at;
                    }
                    """)
            .badSql("""
                    CREATE TABLE call (
                        id bigint PRIMARY KEY,
                        caller varchar(20) NOT NULL,
                        at timestamptz NOT NULL
                    );
                    CREATE INDEX call_caller_idx ON call (caller); -- finds: redundant-index
                    CREATE INDEX call_caller_at_idx ON call (caller, at);
                    """)
            .goodSql("""
                    CREATE TABLE call (
                        id bigint PRIMARY KEY,
                        caller varchar(20) NOT NULL,
                        at timestamptz NOT NULL
                    );
                    CREATE INDEX call_caller_at_idx ON call (caller, at);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "call_caller_at_idx", columnList = "caller, at"))
                    class Call {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 20)
                        String caller;

                        @Column(nullable = false)
                        Instant at;
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
                        .filter(index ->
                                !index.unique() && !index.is(Index.Trait.EXCLUSION) && !index.is(Index.Trait.INVALID))
                        .flatMap(
                                index -> longer(table, index, policy)
                                        .map(other -> finding(table, index, new Fact("other", other)))
                                        .stream()))
                .toList();
    }

    private static Optional<String> longer(Table table, Index index, DesignPolicy policy) {
        if (begins(index.columns(), table.primaryKey(), policy)
                && index.where().isEmpty()
                && index.method().equals("btree")) {
            return Optional.of("the primary key (" + String.join(", ", table.primaryKey()) + ")");
        }
        return table.indexes().stream()
                .filter(other -> !other.is(Index.Trait.INVALID)
                        && other.method().equals("btree")
                        && index.method().equals("btree")
                        && other.where().equals(index.where())
                        && index.included().isEmpty()
                        && begins(index.columns(), other.columns(), policy))
                .map(other -> (other.name().isEmpty() ? "" : other.name() + " ") + "("
                        + String.join(", ", other.columns()) + ")")
                .findFirst();
    }

    private static boolean begins(List<String> columns, List<String> others, DesignPolicy policy) {
        return columns.size() < others.size()
                && IntStream.range(0, columns.size()).allMatch(i -> policy.sameName(columns.get(i), others.get(i)));
    }
}
