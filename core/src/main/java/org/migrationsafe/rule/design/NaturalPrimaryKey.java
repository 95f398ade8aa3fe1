package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.Value.Source;

/** A key has a meaning. */
final class NaturalPrimaryKey implements DesignRule {

    private static final RulePage PAGE = RulePage.of(NaturalPrimaryKey.class, Severity.LOW)
            .concern(
                    "Whether this text can ever change, or be given twice.",
                    "Whose standard it is, and what that says of changes.",
                    "Assume that it changes, and give the table an id.")
            .title("A primary key is a text that means something")
            .when("""
                    The primary key is one text that no generator makes, and that is not called an id.""")
            .effect("""
                    What means something changes: then every row that refers to it changes with it, and every index on it. A text is also wider than a number in each of these places.""")
            .says("""
                    "{attribute}" is the key of "{table}" and a text with a meaning: when it changes, every reference changes with it.""")
            .instead("""
                    Give the table an id of its own, and make this one unique.""")
            .bad("""
                    @Entity
                    class Branch {
                        @Id
                        @Column(length = 10)
                        String code; // finds: natural-primary-key
                    }
                    """)
            .badSql("""
                    CREATE TABLE branch (
                        code varchar(10) PRIMARY KEY -- finds: natural-primary-key
                    );
                    """)
            .goodSql("""
                    CREATE TABLE branch (
                        id bigint PRIMARY KEY,
                        code varchar(10) NOT NULL UNIQUE
                    );
                    """)
            .good("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "branch_code_key", columnNames = "code"))
                    class Branch {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 10)
                        String code;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .filter(Table::isOfEntities)
                .filter(table -> table.primaryKey().size() == 1)
                .flatMap(table -> table.column(table.primaryKey().get(0)).stream()
                        .filter(NaturalPrimaryKey::hasMeaning)
                        .map(column -> finding(table, column, Fact.words("table", table.qualifiedName()))))
                .toList();
    }

    private static boolean hasMeaning(Column column) {
        return column.type().kind() == Kind.TEXT
                && column.value().source() == Source.WRITER
                && !column.is(Trait.GENERATED)
                && !column.is(Trait.UUID_VALUE)
                && !column.is(Trait.FOREIGN_KEY)
                && !isCalledId(column);
    }

    /** Who calls it so means nothing by it. */
    private static boolean isCalledId(Column column) {
        List<String> words = NameWords.of(column.name());
        return words.get(words.size() - 1).equals("id");
    }
}
