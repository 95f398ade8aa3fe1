package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nobody can tell what was deleted long ago. */
final class SoftDeleteWithoutPurge implements DesignRule {

    private static final RulePage PAGE = RulePage.of(SoftDeleteWithoutPurge.class, Severity.LOW)
            .concern(
                    "Whether these rows may ever go.",
                    "What the law and the contracts say of keeping them.",
                    "Keep the timestamp, and decide later.")
            .at("SoftDelete")
            .title("Rows that are marked as deleted do not say since when")
            .when("""
                    Rows are marked by a boolean, and no column says when that was.""")
            .effect("""
                    Nothing can ever purge what is old enough: tables and indexes grow by what nobody wants, and personal data is kept too long.""")
            .says("""
                    "{table}" marks rows as deleted by "{marker}", and does not say since when: nothing shows which rows are old enough to go.""")
            .instead("""
                    Mark them by the timestamp: @SoftDelete(strategy = SoftDeleteType.TIMESTAMP), or a deleted_at; and purge in batches.""")
            .bad("""
                    @Entity
                    @SoftDelete // finds: soft-delete-without-purge
                    class Memo {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE memo (
                        id bigint PRIMARY KEY,
                        deleted boolean NOT NULL -- finds: soft-delete-without-purge
                    );
                    """)
            .goodSql("""
                    CREATE TABLE memo (
                        id bigint PRIMARY KEY,
                        deleted timestamptz
                    );
                    """)
            .good("""
                    @Entity
                    @SQLRestriction("deleted_at is null")
                    class Memo {
                        @Id
                        Long id;

                        @Column(nullable = true)
                        Instant deletedAt;
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
                .flatMap(table -> table.softDelete().stream()
                        .filter(marker -> !isMoment(marker))
                        .filter(marker -> table.columns(Trait.SOFT_DELETE).noneMatch(SoftDeleteWithoutPurge::isMoment))
                        .map(marker -> found(table, marker)))
                .toList();
    }

    private static boolean isMoment(Column column) {
        return column.type().kind().isMoment() || column.type().kind() == Kind.BIG_INTEGER;
    }

    private Finding found(Table table, Column marker) {
        Fact name = new Fact("marker", marker.name());
        return marker.attribute().isEmpty() && !table.entity().isEmpty()
                ? finding(table, name)
                : finding(table, marker, name, Fact.words("table", table.qualifiedName()));
    }
}
