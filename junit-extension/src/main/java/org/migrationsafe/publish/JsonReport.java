package org.migrationsafe.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.Blocked;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;
import org.migrationsafe.recording.Trial;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.Judged;
import org.migrationsafe.report.Report;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;

/** A report as JSON; {@code docs/report.schema.json} describes it. */
public final class JsonReport {

    private JsonReport() {}

    public static String of(Report report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", 1);
        json.put("server", report.recording().server().toString());
        json.put("origin", report.recording().origin());
        json.put("released", report.recording().released());
        json.put("verdict", report.verdict().word());
        json.put("passed", report.passed());
        json.put("findings", report.findings().stream().map(JsonReport::finding).toList());
        json.put(
                "accepted", report.accepted().stream().map(JsonReport::accepted).toList());
        json.put(
                "idleAcceptances",
                report.idle().stream()
                        .map(each -> object(
                                "file", each.place().file(),
                                "line", each.place().line(),
                                "says", each.says()))
                        .toList());
        json.put("problems", report.problems().stream().map(JsonReport::problem).toList());
        json.put("notSeen", report.notSeen().stream().map(JsonReport::notSeen).toList());
        json.put(
                "migrations",
                report.recording().migrations().stream()
                        .map(run -> migration(run, report.policy().workload()))
                        .toList());
        json.put("design", design(report.design()));
        return Json.of(json);
    }

    private static Object accepted(Judged.Accepted each) {
        return object(
                "rule", each.finding().rule().id(),
                "file", each.finding().place().file(),
                "line", each.finding().place().line(),
                "relation", each.finding().relation(),
                "reason", each.reason());
    }

    private static @Nullable Object design(@Nullable DesignReport design) {
        return design == null
                ? null
                : object(
                        "tables",
                        design.schema().tables().size(),
                        "findings",
                        design.findings().stream().map(JsonReport::finding).toList(),
                        "accepted",
                        design.accepted().stream().map(JsonReport::accepted).toList(),
                        "idleAcceptances",
                        design.idle().stream()
                                .map(each -> object(
                                        "file", each.place().file(),
                                        "line", each.place().line(),
                                        "says", each.says()))
                                .toList(),
                        "notSeen",
                        design.notSeen().stream().map(JsonReport::notSeen).toList());
    }

    private static Map<String, @Nullable Object> migration(MigrationRun run, Workload workload) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", run.migration().version());
        json.put("description", run.migration().description());
        json.put("name", run.migration().fileName());
        json.put("file", run.migration().file());
        json.put("kind", run.migration().kind().name().toLowerCase(Locale.ROOT));
        json.put(
                "statements",
                run.statements().stream()
                        .map(statement -> statement(statement, workload))
                        .toList());
        json.put("trials", run.trials().stream().map(JsonReport::trial).toList());
        return json;
    }

    private static Object trial(Trial trial) {
        Map<String, @Nullable Object> json =
                object("kind", trial.kind(), "line", trial.statement().line(), "says", trial.says());
        json.putAll(trial.facts());
        return json;
    }

    private static Map<String, @Nullable Object> growth(Growth growth, Workload workload) {
        return object(
                "relation",
                growth.relation().toString(),
                "work",
                growth.work().words(),
                "order",
                growth.order().name().toLowerCase(Locale.ROOT),
                "samples",
                growth.samples().stream()
                        .map(sample -> object("rows", sample.rows(), "amount", sample.amount()))
                        .toList(),
                "estimate",
                workload.rows(growth.relation().toString())
                        .flatMap(rows -> growth.estimate(rows).stream()
                                .mapToObj(amount -> object("rows", rows, "amount", amount))
                                .findFirst())
                        .orElse(null));
    }

    private static Map<String, @Nullable Object> statement(StatementRun run, Workload workload) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", run.place().file());
        json.put("line", run.place().line());
        json.put("sql", run.sql());
        json.put("transactional", run.transactional());
        json.put("transaction", run.transaction());
        json.put("settings", settings(run));
        json.put("error", error(run));
        json.put("locks", run.locks().stream().map(JsonReport::lock).toList());
        json.put("rewrites", run.rewritten().stream().map(Object::toString).toList());
        json.put(
                "rebuilds",
                run.rebuilt().stream()
                        .map(rebuild -> object(
                                "index", rebuild.index().toString(),
                                "relation", rebuild.table().toString()))
                        .toList());
        json.put(
                "scans",
                run.scans().stream()
                        .map(scan -> object("relation", scan.relation().toString(), "tuples", scan.tuples()))
                        .toList());
        json.put(
                "changes",
                run.changes().stream()
                        .map(change -> object(
                                "relation", change.relation().toString(),
                                "inserted", change.inserted(),
                                "updated", change.updated(),
                                "deleted", change.deleted()))
                        .toList());
        json.put("reasons", run.observed().reasons());
        json.put(
                "walBytes",
                run.observed().walBytes() < 0 ? null : run.observed().walBytes());
        json.put(
                "growth",
                run.growth().stream().map(growth -> growth(growth, workload)).toList());
        json.put("waitsForEver", run.endlessWait() != null);
        json.put("notSeen", run.notSeen().stream().map(NotSeen::reason).toList());
        return json;
    }

    private static Map<String, @Nullable Object> settings(StatementRun run) {
        return object(
                "lockTimeoutMillis", run.settings().lockTimeout().toMillis(),
                "statementTimeoutMillis", run.settings().statementTimeout().toMillis(),
                "idleInTransactionTimeoutMillis",
                        run.settings().idleInTransactionTimeout().toMillis(),
                "lockTimeoutFrom", run.settings().lockTimeoutFrom().name().toLowerCase(Locale.ROOT),
                "statementTimeoutFrom",
                        run.settings().statementTimeoutFrom().name().toLowerCase(Locale.ROOT),
                "timeZone", run.settings().timeZone());
    }

    private static @Nullable Object error(StatementRun run) {
        return run.error() == null
                ? null
                : object(
                        "sqlState", run.error().sqlState(),
                        "message", run.error().message());
    }

    private static Map<String, @Nullable Object> lock(RelationLock lock) {
        return object(
                "relation", lock.relation().toString(),
                "kind", lock.kind().word(),
                "table", lock.table().toString(),
                "mode", lock.mode().sqlName(),
                "heldBefore", lock.heldBefore(),
                "blocks", lock.blocks().stream().map(Blocked::word).toList());
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        return object(
                "rule", finding.rule().id(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "tag", finding.tag().name(),
                "file", finding.place().file(),
                "line", finding.place().line(),
                "statement",
                        finding.subject().text().isEmpty()
                                ? null
                                : finding.subject().text(),
                "relation", finding.relation(),
                "says", finding.says(),
                "evidence", evidence(finding.facts()),
                "instead", finding.instead());
    }

    private static Map<String, String> evidence(List<Fact> facts) {
        Map<String, String> json = new LinkedHashMap<>();
        facts.stream().filter(Fact::evidence).forEach(fact -> json.put(fact.name(), fact.value()));
        return json;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        return object(
                "file", problem.place() == null ? null : problem.place().file(),
                "line", problem.place() == null ? null : problem.place().line(),
                "says", problem.says(),
                "wayOut", problem.wayOut(),
                "sqlState", problem.sqlState());
    }

    private static Map<String, @Nullable Object> notSeen(NotSeen unseen) {
        return object(
                "file",
                unseen.place() == null ? null : unseen.place().file(),
                "line",
                unseen.place() == null ? null : unseen.place().line(),
                "what",
                unseen.what(),
                "reason",
                unseen.reason());
    }

    /** Names and values in turn, kept in their order. */
    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return json;
    }
}
