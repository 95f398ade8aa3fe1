package org.migrationsafe.publish;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.engine.Blocked;
import org.migrationsafe.policy.Workload;
import org.migrationsafe.recording.Growth;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.RelationLock;
import org.migrationsafe.recording.StatementRun;

/** A statement with all that was observed of it, as JSON. */
final class JsonStatement {

    private JsonStatement() {}

    static Map<String, @Nullable Object> of(StatementRun run, Workload workload) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", run.place().file());
        json.put("line", run.place().line());
        json.put("sql", run.sql());
        json.put("transactional", run.transactional());
        json.put("transaction", run.transaction());
        json.put("settings", settings(run));
        json.put("error", error(run));
        json.put("locks", run.locks().stream().map(JsonStatement::lock).toList());
        json.put("rewrites", run.rewritten().stream().map(Object::toString).toList());
        json.put(
                "rebuilds",
                run.rebuilt().stream()
                        .map(rebuild -> Json.object(
                                "index", rebuild.index().toString(),
                                "relation", rebuild.table().toString()))
                        .toList());
        json.put(
                "scans",
                run.scans().stream()
                        .map(scan -> Json.object("relation", scan.relation().toString(), "tuples", scan.tuples()))
                        .toList());
        json.put(
                "changes",
                run.changes().stream()
                        .map(change -> Json.object(
                                "relation", change.relation().toString(),
                                "inserted", change.inserted(),
                                "updated", change.updated(),
                                "deleted", change.deleted()))
                        .toList());
        json.put("unmet", run.observed().unmet().stream().map(Object::toString).toList());
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

    private static Map<String, @Nullable Object> growth(Growth growth, Workload workload) {
        return Json.object(
                "relation",
                growth.relation().toString(),
                "work",
                growth.work().words(),
                "order",
                growth.order().name().toLowerCase(Locale.ROOT),
                "samples",
                growth.samples().stream()
                        .map(sample -> Json.object("rows", sample.rows(), "amount", sample.amount()))
                        .toList(),
                "estimate",
                workload.rows(growth.relation().toString())
                        .flatMap(rows -> growth.estimate(rows).stream()
                                .mapToObj(amount -> Json.object("rows", rows, "amount", amount))
                                .findFirst())
                        .orElse(null));
    }

    private static Map<String, @Nullable Object> settings(StatementRun run) {
        return Json.object(
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
                : Json.object(
                        "sqlState", run.error().sqlState(),
                        "message", run.error().message());
    }

    private static Map<String, @Nullable Object> lock(RelationLock lock) {
        return Json.object(
                "relation", lock.relation().toString(),
                "kind", lock.kind().word(),
                "table", lock.table().toString(),
                "mode", lock.mode().sqlName(),
                "heldBefore", lock.heldBefore(),
                "blocks", lock.blocks().stream().map(Blocked::word).toList());
    }
}
