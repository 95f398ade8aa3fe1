package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A name that says nothing. */
final class HashedConstraintName implements DesignRule {

    /** A few letters and 25 or so of base 36. */
    private static final Pattern HASH = Pattern.compile("(?i)(fk|uk|idx)_?[0-9a-z]{20,30}");

    private static final RulePage PAGE = RulePage.of(HashedConstraintName.class, Severity.NIT)
            .title("A constraint or an index has a name that nobody chose")
            .when("""
                    An index or unique constraint is declared without a name, or the database has one whose name is a hash of Hibernate's.""")
            .effect("""
                    Errors and logs show the name and nothing else; it changes as soon as a column is renamed, and a migration that drops it has to look it up in each database.""")
            .says("""
                    {what} ({columns}) of "{table}" has no name that somebody chose: errors show a hash.""")
            .instead("""
                    Name it: {suggestion}.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(columnList = "height")) // finds: hashed-constraint-name
                    class Tower {
                        @Id
                        Long id;

                        int height;
                    }
                    """)
            .badSql("""
                    CREATE TABLE tower (
                        id bigint PRIMARY KEY,
                        height integer NOT NULL
                    );
                    CREATE INDEX IDX8fj2kq0v7c1m3x5z9b4n6r2tq ON tower (height); -- finds: hashed-constraint-name
                    """)
            .goodSql("""
                    CREATE TABLE tower (
                        id bigint PRIMARY KEY,
                        height integer NOT NULL
                    );
                    CREATE INDEX tower_height_idx ON tower (height);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "tower_height_idx", columnList = "height"))
                    class Tower {
                        @Id
                        Long id;

                        int height;
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
            table.indexes().stream()
                    .filter(index -> isHash(index.name())
                            || index.name().isEmpty() && index.declaration().contains("("))
                    .forEach(index -> found.add(finding(
                            table,
                            index,
                            Fact.words("what", index.unique() ? "Unique constraint" : "Index"),
                            Fact.words(
                                    "suggestion",
                                    table.name() + "_" + String.join("_", index.columns())
                                            + (index.unique() ? "_key" : "_idx")))));
            table.foreignKeys().stream()
                    .filter(key -> isHash(key.name()))
                    .forEach(key -> found.add(finding(
                            table,
                            key,
                            Fact.words("what", "Foreign key"),
                            Fact.words("suggestion", table.name() + "_" + String.join("_", key.columns()) + "_fkey"))));
        }
        return found;
    }

    static boolean isHash(String name) {
        return HASH.matcher(name).matches()
                && name.chars().filter(Character::isDigit).count() >= 3;
    }
}
