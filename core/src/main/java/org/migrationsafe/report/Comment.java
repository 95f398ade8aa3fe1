package org.migrationsafe.report;

import java.util.List;
import java.util.Optional;

import org.migrationsafe.recording.Acceptance;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.migration.MigrationRule;

/** A comment in a script that accepts a rule's finding on the statement after it. */
record Comment(Acceptance acceptance) implements Exemption {

    static List<Comment> in(List<MigrationRun> runs) {
        return runs.stream()
                .flatMap(run -> run.acceptances().stream())
                .map(Comment::new)
                .toList();
    }

    @Override
    public boolean covers(Finding finding) {
        return !acceptance.reason().isEmpty()
                && finding.rule().id().equals(acceptance.rule())
                && finding.place().equals(acceptance.statement());
    }

    @Override
    public boolean coversOne() {
        return false;
    }

    @Override
    public boolean nests() {
        return false;
    }

    @Override
    public String reason() {
        return acceptance.reason();
    }

    @Override
    public Optional<Judged.Idle> idle() {
        return Optional.of(new Judged.Idle(acceptance.place(), "", why()));
    }

    private String why() {
        if (acceptance.rule().isEmpty() || acceptance.reason().isEmpty()) {
            return "accepts nothing, since it is not of the form -- migrationsafe: accept <rule> because <reason>";
        }
        if (!isRule(acceptance.rule())) {
            return "accepts " + acceptance.rule() + ", which is no rule on migrations";
        }
        if (acceptance.statement() == null) {
            return "accepts " + acceptance.rule() + ", but no statement comes after it";
        }
        return "accepts " + acceptance.rule() + ", which finds nothing at line "
                + acceptance.statement().line() + ": remove it";
    }

    private static boolean isRule(String id) {
        return MigrationRule.all().stream().anyMatch(rule -> rule.page().id().equals(id));
    }
}
