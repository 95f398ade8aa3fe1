package org.migrationsafe.rule.difference;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Place;

/** One difference on its way to a finding. */
record Difference(Severity severity, String key, String relation, Place place, String says, String advice) {

    static Difference of(Severity severity, Table table, String says, String advice) {
        String key = table.entity().isEmpty() ? table.qualifiedName() : table.entity();
        return new Difference(severity, key, table.qualifiedName(), table.place(), says, advice);
    }

    static Difference of(Severity severity, Table table, Column column, String says, String advice) {
        String key = column.attribute().isEmpty() ? table.qualifiedName() + "." + column.name() : column.attribute();
        return new Difference(severity, key, table.qualifiedName(), column.place(), says, advice);
    }

    static Difference of(Severity severity, Table table, String key, Place place, String says, String advice) {
        return new Difference(severity, key, table.qualifiedName(), place, says, advice);
    }

    /**
     * With what each side has.
     *
     * @param migration where the schema's side was written
     */
    Finding finding(String model, String schema, Place migration) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.words("difference", says));
        facts.add(Fact.words("advice", advice));
        facts.add(new Fact("entities", model));
        facts.add(new Fact("schema", schema));
        if (!migration.equals(place)) {
            facts.add(new Fact("migration", migration.toString()));
        }
        return new Finding(ModelDiffersFromSchema.page(), severity, place, new Subject.Declared(key), relation, facts);
    }
}
