package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nothing helps to find the rows that refer to another. */
final class ForeignKeyWithoutIndex implements DesignRule {

    private static final RulePage PAGE = RulePage.of(ForeignKeyWithoutIndex.class, Severity.HIGH)
            .title("A foreign key has no index")
            .when("""
                    No primary key, unique constraint or index of the table begins with the foreign key's columns.""")
            .effect("""
                    PostgreSQL does not index foreign keys by itself: every DELETE and key UPDATE of the referenced row reads the whole
                    referring table, and so does every query for its children.""")
            .says("""
                    "{attribute}" refers to "{references}" by ({columns}) without an index: deleting a referenced row reads all of "{table}".""")
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
        return schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> !key.is(ForeignKey.Trait.SAME_ROW))
                        .filter(key -> table.accessPaths().noneMatch(path -> policy.leadsWith(path, key.columns())))
                        .map(key -> found(table, key)))
                .toList();
    }

    private Finding found(Table table, ForeignKey key) {
        return finding(table, key, new Fact("annotation", annotation(table)));
    }

    private static String annotation(Table table) {
        return switch (table.kind()) {
            case JOIN_TABLE -> "@JoinTable";
            case COLLECTION -> "@CollectionTable";
            default -> "@Table";
        };
    }
}
