package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;

/** Indexes hold the deleted rows, too. */
final class SoftDeleteWithoutPartialIndex implements DesignRule {

    private static final RulePage PAGE = RulePage.of(SoftDeleteWithoutPartialIndex.class, Severity.LOW)
            .concern(
                    "Whether so many rows are marked that it matters.",
                    "The share of marked rows in production.",
                    "Wait until a tenth of the rows is marked.")
            .only("A mapping cannot express an index on some rows.")
            .title("No index leaves out the rows that are marked as deleted")
            .when("""
                    The table marks rows as deleted and has indexes beside its primary key, and none of them is on the others alone.""")
            .effect("""
                    Each query for the rows that are left reads past the deleted ones, more of them each year.""")
            .says("""
                    Each index of "{table}" holds the rows that "{marker}" marks as deleted: queries read past them.""")
            .instead("""
                    Use CREATE INDEX CONCURRENTLY … ON {table} (…) WHERE {condition}, in place of the index that most queries use.""")
            .badSql("""
                    CREATE TABLE note ( -- finds: soft-delete-without-partial-index
                        id bigint PRIMARY KEY,
                        topic varchar(40) NOT NULL,
                        deleted_at timestamptz
                    );
                    CREATE INDEX note_topic_idx ON note (topic);
                    """)
            .goodSql("""
                    CREATE TABLE note (
                        id bigint PRIMARY KEY,
                        topic varchar(40) NOT NULL,
                        deleted_at timestamptz
                    );
                    CREATE INDEX note_topic_idx ON note (topic) WHERE deleted_at IS NULL;
                    """)
            .inSqlAlone();

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .filter(table -> !schema.isModel())
                .flatMap(table -> table.softDelete().stream()
                        .filter(marker -> !table.indexes().isEmpty())
                        .filter(marker -> table.indexes().stream()
                                .noneMatch(index -> index.where().contains(marker.name())
                                        || index.columns().contains(marker.name())))
                        .map(marker -> finding(
                                table,
                                new Fact("marker", marker.name()),
                                Fact.words(
                                        "condition",
                                        marker.type().kind().isMoment()
                                                ? marker.name() + " IS NULL"
                                                : "NOT " + marker.name()))))
                .toList();
    }
}
