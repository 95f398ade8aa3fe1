package org.migrationsafe.report;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.migrationsafe.engine.LockMode;
import org.migrationsafe.engine.ServerVersion;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.CatalogChange.IndexAdded;
import org.migrationsafe.recording.Migration;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Observed;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.recording.Scan;
import org.migrationsafe.recording.SecondRun;
import org.migrationsafe.recording.SessionSettings;
import org.migrationsafe.recording.SessionSettings.Source;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.rule.Enumeration;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.source.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** What a reader sees of a recording that was written by hand; no database. */
class ReportTest {

    private static final RelationName ORDERS = new RelationName("public", "orders");
    private static final Place PLACE = new Place("db/V2__index.sql", 3);

    private static StatementRun createIndex() {
        return new StatementRun(
                "-- find a customer's orders\nCREATE INDEX i\n  ON orders (customer_id)",
                PLACE,
                true,
                1,
                new SessionSettings(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        "UTC",
                        Source.SCRIPT,
                        Source.SERVER),
                new Observed(
                        List.of(new RelationLock(ORDERS, RelationKind.TABLE, ORDERS, LockMode.SHARE, false)),
                        List.of(),
                        List.of(),
                        List.of(new Scan(ORDERS, 300)),
                        List.of(),
                        List.of(new IndexAdded(ORDERS, "i", List.of(), false, true, null, false)),
                        List.of(),
                        -1,
                        new SecondRun.NotMade(),
                        0,
                        List.of(),
                        false),
                List.of(),
                null,
                null,
                List.of());
    }

    private static Report report(
            ReviewPolicy policy, List<StatementRun> statements, List<NotSeen> notSeen, Problem... problem) {
        Migration migration = new Migration("2", "index", "V2__index.sql", "db/V2__index.sql", Migration.Kind.SQL);
        MigrationRun run =
                MigrationRun.of(migration, statements).withNotSeen(notSeen).withProblems(List.of(problem));
        return Report.of(
                new Recording(
                        new ServerVersion("PostgreSQL", 16, "16.15"), "embedded server", "1", List.of(run), List.of()),
                policy);
    }

    @Test
    void plain_text_tells_locks_work_findings_and_verdict() {
        assertThat(PlainText.of(report(ReviewPolicy.DEFAULT, List.of(createIndex()), List.of())))
                .isEqualTo("""
                Migration Safe: 1 migration under review on PostgreSQL 16.15 (embedded server); released up to version 1

                Verdict: rewrite (1 finding at or above MEDIUM, 0 problems, 0 not seen)

                db/V2__index.sql:3 [index-without-concurrently] CRITICAL
                  Builds index "i" on "orders" under SHARE: writes and DDL wait until every row is read and the transaction commits.
                  statement: CREATE INDEX i ON orders (customer_id)
                  evidence:  table: orders; lock: SHARE; blocks: writes and DDL; scanned: 300 rehearsal rows; index: i
                  instead:   Use `CREATE INDEX CONCURRENTLY i ON orders …`, in a file of its own, with the Flyway setting \
                `flyway.postgresql.transactional.lock=false`.

                V2__index.sql
                  line 3  CREATE INDEX i ON orders (customer_id)
                      SHARE on orders: blocks writes and DDL
                      reads 300 rows of orders

                Verdict: rewrite (1 finding at or above MEDIUM, 0 problems, 0 not seen)
                """);
    }

    private static StatementRun harmless(int line) {
        return new StatementRun(
                "SELECT " + line,
                new Place("db/V2__index.sql", line),
                true,
                1,
                createIndex().settings(),
                Observed.NOTHING,
                List.of(),
                null,
                null,
                List.of());
    }

    @Test
    void statements_that_did_nothing_remarkable_are_one_line() {
        Report report =
                report(ReviewPolicy.DEFAULT, List.of(harmless(1), createIndex(), harmless(4), harmless(40)), List.of());
        assertThat(PlainText.of(report)).contains("""
                      reads 300 rows of orders
                  3 statements (lines 1 to 40) took no lock that blocks reads, writes or DDL on what was there before, and changed at \
                most one row
                """);
        assertThat(Markdown.of(report).lines().filter(line -> line.startsWith("`db/") || line.contains("statements (")))
                .containsExactly(
                        "`db/V2__index.sql:3`",
                        "3 statements (lines 1 to 40) took no lock that blocks reads, writes or DDL on what was there before, and"
                                + " changed at most one row.");
    }

    @Test
    void problems_and_what_was_not_seen_come_before_findings_in_markdown() {
        List<NotSeen> unseen = List.of(new NotSeen(PLACE, "statement", "it ran elsewhere"));
        String markdown = Markdown.of(report(ReviewPolicy.DEFAULT, List.of(createIndex()), unseen));
        assertThat(markdown.lines().limit(8))
                .contains(
                        "**rewrite (1 finding at or above MEDIUM, 0 problems, 1 not seen)**",
                        "- Not seen: db/V2__index.sql:3: statement: it ran elsewhere");
    }

    @Test
    void many_names_are_a_few_and_a_number() {
        assertThat(Enumeration.of(List.of())).isEmpty();
        assertThat(Enumeration.of(List.of("a"))).isEqualTo("a");
        assertThat(Enumeration.of(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Enumeration.of(List.of(1, 2, 3, 4, 5, 6))).isEqualTo("1, 2, 3, 4, 5 and 6");
        assertThat(Enumeration.of(List.of(1, 2, 3, 4, 5, 6, 7))).isEqualTo("1, 2, 3, 4, 5 and 2 more");
    }

    @Test
    void markdown_has_its_four_sections_and_every_statement() {
        String markdown = Markdown.of(report(ReviewPolicy.DEFAULT, List.of(createIndex()), List.of()));
        assertThat(markdown.lines().filter(line -> line.startsWith("#")))
                .containsExactly(
                        "# Migration review: rewrite",
                        "## Section A: confirmed findings",
                        "## Section B: concerns requiring judgement",
                        "## Section C: critical",
                        "### `db/V2__index.sql:3` index-without-concurrently",
                        "## Section D: summary",
                        "## Every statement",
                        "### V2__index.sql");
        assertThat(markdown)
                .contains(
                        "| orders | table | SHARE | writes and DDL | taken here |",
                        "- At 3am: a way back was not rehearsed by this review; whether there is one is unknown.");
    }

    @Test
    void what_was_not_seen_is_not_fine_unless_the_team_says_so() {
        List<NotSeen> unseen = List.of(new NotSeen(PLACE, "statement", "it ran elsewhere"));
        Report strict = report(ReviewPolicy.DEFAULT, List.of(), unseen);
        assertThat(strict.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(PlainText.failure(strict)).isEqualTo("""
                V2__index.sql: hold (0 findings at or above MEDIUM, 0 problems, 1 not seen)

                not seen, so it does not pass (migrationsafe.notSeen=report lifts this):
                  db/V2__index.sql:3: statement: it ran elsewhere
                """);
        assertThat(report(
                                new ReviewPolicy(Severity.MEDIUM, false, Duration.ofSeconds(10), Workload.UNKNOWN),
                                List.of(),
                                unseen)
                        .verdict())
                .isEqualTo(Verdict.SHIP);
    }

    @Test
    void a_problem_holds_whatever_the_policy() {
        Problem problem = new Problem(PLACE, "it is wrong.", "Fix it.", "42601", Problem.Kind.OTHER);
        Report report = report(
                new ReviewPolicy(Severity.CRITICAL, false, Duration.ofSeconds(10), Workload.UNKNOWN),
                List.of(),
                List.of(),
                problem);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(PlainText.failure(report)).contains("problem: db/V2__index.sql:3: it is wrong. Fix it.");
    }

    @Test
    void a_threshold_lets_milder_findings_pass_but_still_tells_them() {
        StatementRun slow = createIndex();
        StatementRun impatient = new StatementRun(
                slow.sql(),
                slow.place(),
                true,
                1,
                new SessionSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, "UTC", Source.SCRIPT, Source.SERVER),
                new Observed(
                        slow.locks(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        -1,
                        new SecondRun.NotMade(),
                        0,
                        List.of(),
                        false),
                List.of(),
                null,
                null,
                List.of());
        Report report = report(
                new ReviewPolicy(Severity.HIGH, true, Duration.ofSeconds(10), Workload.UNKNOWN),
                List.of(impatient),
                List.of());
        assertThat(report.passed()).isTrue();
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("lock-timeout-missing");
    }
}
