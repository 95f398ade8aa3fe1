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

/** Nothing keeps a reference true. */
final class ForeignKeyWithoutConstraint implements DesignRule {

    private static final RulePage PAGE = RulePage.of(ForeignKeyWithoutConstraint.class, Severity.MEDIUM)
            .at("JoinColumn.foreignKey", "NotFound")
            .title("A reference is watched by no valid constraint")
            .when("""
                    The mapping asks for no constraint (ConstraintMode.NO_CONSTRAINT, @NotFound), or the database has one that was never validated.""")
            .effect("""
                    Rows that refer to nothing come in by the first race or the first statement by hand, and each reader has to live with them.""")
            .says("""
                    "{attribute}" refers to "{references}" by ({columns}), and {state}: rows may refer to nothing.""")
            .instead("""
                    {advice}""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "bid_auction_id_idx", columnList = "auction_id"))
                    class Bid {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)) // finds: foreign-key-without-constraint
                        Auction auction;
                    }

                    @Entity
                    class Auction {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE auction (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE bid (
                        id bigint PRIMARY KEY,
                        auction_id bigint NOT NULL
                    );
                    CREATE INDEX bid_auction_id_idx ON bid (auction_id);
                    ALTER TABLE bid ADD CONSTRAINT bid_auction_id_fkey -- finds: foreign-key-without-constraint
                        FOREIGN KEY (auction_id) REFERENCES auction NOT VALID;
                    """)
            .goodSql("""
                    CREATE TABLE auction (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE bid (
                        id bigint PRIMARY KEY,
                        auction_id bigint NOT NULL
                    );
                    CREATE INDEX bid_auction_id_idx ON bid (auction_id);
                    ALTER TABLE bid ADD CONSTRAINT bid_auction_id_fkey
                        FOREIGN KEY (auction_id) REFERENCES auction NOT VALID;
                    ALTER TABLE bid VALIDATE CONSTRAINT bid_auction_id_fkey;
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "bid_auction_id_idx", columnList = "auction_id"))
                    class Bid {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Auction auction;
                    }

                    @Entity
                    class Auction {
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
                        .filter(key -> !key.isWatched() || key.is(ForeignKey.Trait.NOT_VALIDATED))
                        .map(key -> found(table, key)))
                .toList();
    }

    private Finding found(Table table, ForeignKey key) {
        boolean unproven = key.is(ForeignKey.Trait.NOT_VALIDATED);
        return finding(
                table,
                key,
                Fact.words(
                        "state",
                        unproven
                                ? "constraint \"" + key.name() + "\" was never validated"
                                : "no constraint watches over it"),
                Fact.words(
                        "advice",
                        unproven
                                ? "ALTER TABLE " + table.qualifiedName() + " VALIDATE CONSTRAINT " + key.name()
                                        + ", in a migration of its own: it blocks neither reads nor writes."
                                : "Remove NO_CONSTRAINT and @NotFound, and add the constraint NOT VALID in one migration and "
                                        + "VALIDATE it in the next."));
    }
}
