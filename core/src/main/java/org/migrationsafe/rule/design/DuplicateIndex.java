package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** One index is there twice. */
final class DuplicateIndex implements DesignRule {

    private static final RulePage PAGE = RulePage.of(DuplicateIndex.class, Severity.MEDIUM)
            .title("Two indexes have the same columns")
            .when("""
                    An index has the same columns, in the same order and of the same rows, as the primary key, a unique constraint or another index.""")
            .effect("""
                    Both are written by each INSERT and most UPDATEs, and take the space and the memory of two.""")
            .says("""
                    Index {index} of "{entity}" has the very columns of {other}: each write keeps both.""")
            .instead("""
                    Drop the one that is not unique, with DROP INDEX CONCURRENTLY in a migration.""")
            .bad("""
                    @Entity
                    @Table(
                            indexes = @Index(name = "badge_number_idx", columnList = "number"), // finds: duplicate-index
                            uniqueConstraints = @UniqueConstraint(name = "badge_number_key", columnNames = "number"))
                    class Badge {
                        @Id
                        Long id;

                        int number;
                    }
                    """)
            .badSql("""
                    CREATE TABLE badge (
                        id bigint PRIMARY KEY,
                        number integer NOT NULL CONSTRAINT badge_number_key UNIQUE
                    );
                    CREATE INDEX badge_number_idx ON badge (number); -- finds: duplicate-index
                    """)
            .goodSql("""
                    CREATE TABLE badge (
                        id bigint PRIMARY KEY,
                        number integer NOT NULL CONSTRAINT badge_number_key UNIQUE
                    );
                    """)
            .good("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "badge_number_key", columnNames = "number"))
                    class Badge {
                        @Id
                        Long id;

                        int number;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Finding> found = new ArrayList<>();
        for (Table table : schema.tables()) {
            List<Index> kept = new ArrayList<>();
            table.indexes().stream()
                    .filter(index -> !index.is(Index.Trait.INVALID))
                    .sorted(Comparator.comparing((Index index) -> !index.is(Index.Trait.CONSTRAINT))
                            .thenComparing(index -> !index.unique()))
                    .forEach(index -> {
                        if (index.isPlain() && same(index.columns(), table.primaryKey(), policy)) {
                            found.add(finding(table, index, new Fact("other", "the primary key")));
                        } else {
                            kept.stream()
                                    .filter(other -> same(index, other, policy))
                                    .findFirst()
                                    .ifPresentOrElse(
                                            other -> found.add(finding(table, index, new Fact("other", named(other)))),
                                            () -> kept.add(index));
                        }
                    });
        }
        return found.stream().sorted().toList();
    }

    private static boolean same(Index one, Index other, DesignPolicy policy) {
        return one.method().equals(other.method())
                && one.where().equals(other.where())
                && one.included().equals(other.included())
                && one.is(Index.Trait.EXCLUSION) == other.is(Index.Trait.EXCLUSION)
                && same(one.columns(), other.columns(), policy);
    }

    private static boolean same(List<String> columns, List<String> others, DesignPolicy policy) {
        return columns.size() == others.size()
                && IntStream.range(0, columns.size()).allMatch(i -> policy.sameName(columns.get(i), others.get(i)));
    }

    private static String named(Index index) {
        return index.name().isEmpty() ? "a unique constraint" : index.name();
    }
}
