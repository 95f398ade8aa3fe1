package org.migrationsafe.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;
import org.migrationsafe.rule.Tag;
import org.migrationsafe.rule.difference.ModelDiffersFromSchema;
import org.migrationsafe.rule.migration.MigrationRule;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.source.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** One vocabulary for migrations and designs. */
class VerdictTest {

    private static final Place PLACE = new Place("db/V2__it.sql", 1);

    private static Finding of(Tag tag) {
        RulePage page = MigrationRule.all().stream()
                .map(MigrationRule::page)
                .filter(each -> each.tag() == tag)
                .findFirst()
                .orElseThrow();
        return new Finding(page, PLACE, new Subject.Script(), null, List.of());
    }

    @Test
    void a_concern_is_decided_and_never_asks_for_another_migration() {
        assertThat(Verdict.of(List.of(of(Tag.CONCERN)), false)).isEqualTo(Verdict.HOLD);
        assertThat(Verdict.of(List.of(of(Tag.CONCERN), of(Tag.CONFIRMED)), false))
                .isEqualTo(Verdict.REWRITE);
        assertThat(Verdict.of(List.of(of(Tag.CRITICAL)), true)).isEqualTo(Verdict.REWRITE);
    }

    @Test
    void what_was_not_seen_holds_and_nothing_ships() {
        assertThat(Verdict.of(List.of(), true)).isEqualTo(Verdict.HOLD);
        assertThat(Verdict.of(List.of(), false)).isEqualTo(Verdict.SHIP);
    }

    @Test
    void a_design_of_which_something_was_not_seen_is_held_and_not_to_be_changed() {
        DesignReport report = DesignReport.ofNothing(new NotSeen(null, "the schema", "it was not there"));
        assertThat(PlainText.failure(report, ReviewPolicy.DEFAULT)).isEqualTo("""
                the schema that the migrations make: hold (0 findings at or above MEDIUM, 1 not seen)

                not seen, so it does not pass (migrationsafe.notSeen=report lifts this):
                  the schema: it was not there
                """);
    }

    @Test
    void a_difference_is_as_critical_as_it_is_severe_in_every_form() {
        Finding difference = new Finding(
                ModelDiffersFromSchema.page(),
                Severity.CRITICAL,
                PLACE,
                new Subject.Declared("shop.Order"),
                "orders",
                List.of(Fact.words("difference", "It differs"), Fact.words("advice", "Change it.")));
        assertThat(difference.tag()).isEqualTo(Tag.CRITICAL);
        assertThat(difference.withSeverity(Severity.HIGH).tag()).isEqualTo(Tag.CONFIRMED);
        DesignReport report = new DesignReport(new Schema(List.of()), Judged.of(List.of(difference), List.of()));
        assertThat(report.verdict(ReviewPolicy.DEFAULT).wordOfDesign()).isEqualTo("iterate");
        assertThat(DesignMarkdown.of(report)).contains("\n## Critical\n").doesNotContain("Confirmed");
    }
}
