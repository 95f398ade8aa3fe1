package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Deleted rows are read. */
final class SoftDeleteUnfilteredRead implements DesignRule {

    private static final RulePage PAGE = RulePage.of(SoftDeleteUnfilteredRead.class, Severity.MEDIUM)
            .only("A catalogue does not say what queries leave out.")
            .title("Rows are marked as deleted, and nothing leaves them out")
            .when("""
                    The entity has an attribute that marks its rows as deleted, and neither @SoftDelete nor @SQLRestriction leaves these out.""")
            .effect("""
                    Each query has to think of it, joins and counts as well, and the one that does not shows what was deleted.""")
            .says("""
                    "{attribute}" marks rows as deleted, and nothing leaves them out: each query, join and count of "{entity}" has to.""")
            .instead("""
                    Put @SQLRestriction("{condition}") on the class, or @SoftDelete in place of the attribute.""")
            .bad("""
                    @Entity
                    class Draft {
                        @Id
                        Long id;

                        @Column(nullable = true)
                        Instant deletedAt; // finds: soft-delete-unfiltered-read
                    }
                    """)
            .good("""
                    @Entity
                    @SQLRestriction("deleted_at is null")
                    class Draft {
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
                .filter(table -> schema.isModel() && !table.is(Table.Trait.READS_FILTERED) && table.isOfEntities())
                .flatMap(table -> table.softDelete().stream()
                        .filter(marker -> !marker.attribute().isEmpty())
                        .map(marker -> finding(
                                table,
                                marker,
                                Fact.words("entity", table.shortEntity()),
                                Fact.words(
                                        "condition",
                                        marker.type().kind().isMoment()
                                                ? marker.name() + " is null"
                                                : "not " + marker.name()))))
                .toList();
    }
}
