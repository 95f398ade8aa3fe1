package org.migrationsafe.publish;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Problem;
import org.migrationsafe.recording.Trial;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.Judged;
import org.migrationsafe.report.Report;

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
        json.put("findings", report.findings().stream().map(JsonFinding::of).toList());
        json.put(
                "accepted", report.accepted().stream().map(JsonReport::accepted).toList());
        json.put(
                "idleAcceptances",
                report.idle().stream()
                        .map(each -> Json.object(
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
        return Json.object(
                "rule", each.finding().rule().id(),
                "file", each.finding().place().file(),
                "line", each.finding().place().line(),
                "relation", each.finding().relation(),
                "reason", each.reason());
    }

    private static @Nullable Object design(@Nullable DesignReport design) {
        return design == null
                ? null
                : Json.object(
                        "tables",
                        design.schema().tables().size(),
                        "findings",
                        design.findings().stream().map(JsonFinding::of).toList(),
                        "accepted",
                        design.accepted().stream().map(JsonReport::accepted).toList(),
                        "idleAcceptances",
                        design.idle().stream()
                                .map(each -> Json.object(
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
                        .map(statement -> JsonStatement.of(statement, workload))
                        .toList());
        json.put("trials", run.trials().stream().map(JsonReport::trial).toList());
        return json;
    }

    private static Object trial(Trial trial) {
        Map<String, @Nullable Object> json =
                Json.object("kind", trial.kind(), "line", trial.statement().line(), "says", trial.says());
        json.putAll(trial.facts());
        return json;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        return Json.object(
                "file", problem.place() == null ? null : problem.place().file(),
                "line", problem.place() == null ? null : problem.place().line(),
                "says", problem.says(),
                "wayOut", problem.wayOut(),
                "sqlState", problem.sqlState());
    }

    private static Map<String, @Nullable Object> notSeen(NotSeen unseen) {
        return Json.object(
                "file",
                unseen.place() == null ? null : unseen.place().file(),
                "line",
                unseen.place() == null ? null : unseen.place().line(),
                "what",
                unseen.what(),
                "reason",
                unseen.reason());
    }
}
