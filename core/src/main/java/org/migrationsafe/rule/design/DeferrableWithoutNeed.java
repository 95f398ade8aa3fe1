package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;

/** A constraint waits for the commit, for nothing. */
final class DeferrableWithoutNeed implements DesignRule {

    private static final RulePage PAGE = RulePage.of(DeferrableWithoutNeed.class, Severity.NIT)
            .concern(
                    "Whether some program writes rows before those that they refer to.",
                    "The programs that write to both tables: imports above all.",
                    "Leave it until that is known; it costs little.")
            .only("A mapping cannot express it.")
            .title("A foreign key is deferrable, and nothing needs it")
            .when("""
                    The foreign key is deferrable, and its table is in no cycle of references.""")
            .effect("""
                    Errors come at the commit, far from the statement that made them, and each row waits in a queue until then.""")
            .says("""
                    The foreign key of "{attribute}" to "{references}" is deferrable, and no cycle of references needs it: errors come at the commit.""")
            .instead("""
                    Use ALTER TABLE {table} ALTER CONSTRAINT … NOT DEFERRABLE.""")
            .badSql("""
                    CREATE TABLE author (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE book (
                        id bigint PRIMARY KEY,
                        author_id bigint NOT NULL REFERENCES author DEFERRABLE -- finds: deferrable-without-need
                    );
                    CREATE INDEX book_author_id_idx ON book (author_id);
                    """)
            .goodSql("""
                    CREATE TABLE author (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE book (
                        id bigint PRIMARY KEY,
                        author_id bigint NOT NULL REFERENCES author
                    );
                    CREATE INDEX book_author_id_idx ON book (author_id);
                    """)
            .inSqlAlone();

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        Cycles cycles = new Cycles(schema, (table, key) -> true);
        return eachKey(
                schema,
                (table, key) -> key.is(ForeignKey.Trait.DEFERRABLE)
                        && cycles.through(table).isEmpty());
    }
}
