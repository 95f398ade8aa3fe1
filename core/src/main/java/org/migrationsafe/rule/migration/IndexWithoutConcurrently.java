package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;

/** An index is built on an existing table while writers wait. */
final class IndexWithoutConcurrently implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(IndexWithoutConcurrently.class, Severity.CRITICAL)
            .growing()
            .title("An index is built while writes wait")
            .when("The catalogue has a new index on an existing table, built under a lock that blocks writes.")
            .effect("""
                    Every INSERT, UPDATE and DELETE on the table waits until the whole table is read and sorted and the
                    transaction commits; the build grows with the table.""")
            .says("""
                    Builds index "{index}" on "{table}" under {lock}: {blocks} wait until every row is read and the transaction
                    commits.""")
            .instead("""
                    {advice}""")
            .bad("""
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__index.sql
                    SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '1min';
                    CREATE INDEX orders_customer_id_idx ON orders (customer_id); -- finds: index-without-concurrently
                    """)
            .good("""
                    -- flyway: flyway.postgresql.transactional.lock=false
                    -- file: V1__orders.sql (released)
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
                    -- file: V2__index.sql
                    DROP INDEX CONCURRENTLY IF EXISTS orders_customer_id_idx;
                    CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        return MigrationRule.perStatement(run, statement -> Causes.plainIndexes(statement).stream()
                .filter(added -> statement.blocksTrafficOn(added.table()))
                .filter(added -> Causes.buildsSomething(statement, added))
                .map(added -> finding(
                        statement,
                        added.table(),
                        new Fact("index", added.index()),
                        Fact.words("advice", advice(statement, added)))));
    }

    /** The server builds none CONCURRENTLY on a partitioned table, but attaches those that its partitions have. */
    private static String advice(StatementRun statement, IndexAdded added) {
        String alone = ", in a file of its own, with the Flyway setting `flyway.postgresql.transactional.lock=false`";
        return Causes.isPartitionedTable(statement, added.table())
                ? "`CREATE INDEX " + added.index() + " ON ONLY " + added.table()
                        + " …`, which builds nothing; then for each "
                        + "partition `CREATE INDEX CONCURRENTLY …`" + alone + ", and `ALTER INDEX " + added.index()
                        + " ATTACH PARTITION …`."
                : "Use `CREATE INDEX CONCURRENTLY " + added.index() + " ON " + added.table() + " …`" + alone + ".";
    }
}
