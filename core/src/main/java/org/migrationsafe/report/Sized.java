package org.migrationsafe.report;

import java.util.Optional;

import org.migrationsafe.policy.Workload;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Grouped;
import org.migrationsafe.rule.Severity;

/** Findings on tables whose size in production the user has given. */
record Sized(Workload workload) {

    /** The same with that size as evidence; of a small table as mild as it is there. */
    Finding weighed(Finding finding) {
        Optional<Long> rows = Optional.ofNullable(finding.relation()).flatMap(workload::rows);
        if (rows.isEmpty() || !finding.rule().growing()) {
            return finding;
        }
        String given = Grouped.of(rows.get()) + " in production by migrationsafe.tableRows";
        if (rows.get() > Workload.FEW_ROWS || !finding.severity().atLeast(Severity.MEDIUM)) {
            return finding.with(new Fact("rows", given));
        }
        return finding.withSeverity(Severity.LOW)
                .with(new Fact(
                        "rows",
                        given + ", so " + Severity.LOW + " in place of " + finding.severity() + ": at most "
                                + Grouped.of(Workload.FEW_ROWS) + " rows are little work"));
    }
}
