package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nothing helps to find the rows that refer to another. */
final class ForeignKeyWithoutIndex implements DesignRule {

    /** So many are no oversight. */
    private static final int MANY = 5;

    private static final RulePage PAGE = RulePage.of(ForeignKeyWithoutIndex.class, Severity.HIGH)
            .title("A foreign key has no index")
            .when("""
                    No primary key, unique constraint or index of the table begins with the foreign key's columns, or with
                    one of several. A mapping that declares no index
                    at all keeps them in its migrations: then one mild finding stands for all, and a test, which sees them, tells each.""")
            .effect("""
                    PostgreSQL does not index foreign keys by itself: every DELETE and key UPDATE of the referenced row reads the whole
                    referring table, and so does every query for its children.""")
            .says("""
                    "{attribute}" refers to "{references}" by ({columns}) without an index{others}: deleting a referenced row reads all of "{table}".""")
            .instead("""
                    Add @Index(columnList = "{columns}") to the {annotation} of "{table}", and CREATE INDEX CONCURRENTLY in a migration.""")
            .bad("""
                    @Entity
                    class Basket {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Shopper shopper; // finds: foreign-key-without-index
                    }

                    @Entity
                    class Shopper {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE shopper (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE basket (
                        id bigint PRIMARY KEY,
                        shopper_id bigint NOT NULL REFERENCES shopper -- finds: foreign-key-without-index
                    );
                    """)
            .goodSql("""
                    CREATE TABLE shopper (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE basket (
                        id bigint PRIMARY KEY,
                        shopper_id bigint NOT NULL REFERENCES shopper
                    );
                    CREATE INDEX basket_shopper_id_idx ON basket (shopper_id);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "basket_shopper_id_idx", columnList = "shopper_id"))
                    class Basket {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Shopper shopper;
                    }

                    @Entity
                    class Shopper {
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
        List<Finding> found = new ArrayList<>();
        for (Table table : schema.tables()) {
            table.foreignKeys().stream()
                    .filter(key -> !key.is(ForeignKey.Trait.SAME_ROW))
                    .filter(key -> table.accessPaths().noneMatch(path -> finds(table, path, key, policy)))
                    .forEach(key -> found.add(found(table, key, "")));
        }
        return schema.isModel() && found.size() >= MANY && declaresNone(schema) ? standIn(schema, found) : found;
    }

    /** Of several columns one at its head will do, since few rows are left then; the tenant leaves too many. */
    private static boolean finds(Table table, List<String> path, ForeignKey key, DesignPolicy policy) {
        return policy.leadsWith(path, key.columns())
                || key.columns().size() > 1
                        && !path.isEmpty()
                        && policy.holds(key.columns(), path.get(0))
                        && table.column(path.get(0))
                                .filter(column -> !column.is(Column.Trait.TENANT))
                                .isPresent();
    }

    private static boolean declaresNone(Schema schema) {
        return schema.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .allMatch(index -> index.unique() || index.declaration().isEmpty());
    }

    /** The first of them, with how many there are. */
    private List<Finding> standIn(Schema schema, List<Finding> found) {
        Finding first = found.get(0);
        String others = ", as do " + (found.size() - 1)
                + " more of a mapping that declares none; those that migrations make, a test sees";
        return schema.tables().stream()
                .filter(table -> table.qualifiedName().equals(first.relation()))
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> key.place().equals(first.place()))
                        .map(key -> found(table, key, others).withSeverity(Severity.LOW)))
                .limit(1)
                .toList();
    }

    private Finding found(Table table, ForeignKey key, String others) {
        return finding(table, key, Fact.words("others", others), new Fact("annotation", annotation(table)));
    }

    private static String annotation(Table table) {
        return switch (table.kind()) {
            case JOIN_TABLE -> "@JoinTable";
            case COLLECTION -> "@CollectionTable";
            default -> "@Table";
        };
    }
}
