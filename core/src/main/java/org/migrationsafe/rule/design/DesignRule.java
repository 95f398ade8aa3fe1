package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A rule on the design of a schema, wherever it was read. Its {@code permits} clause is the registry. */
public sealed interface DesignRule
        permits FloatingPointMoney,
                ForeignKeyWithoutIndex,
                LargeObjectAsOid,
                NarrowIdentifier,
                NullableWithoutReason,
                OrdinalEnum,
                TenantColumnMissing,
                TenantColumnNotLeading,
                TimestampWithoutTimeZone,
                UuidAsText {

    /** The rule's prose and examples. */
    RulePage page();

    /** What this rule finds in a schema. */
    List<Finding> review(Schema schema, DesignPolicy policy);

    /** Every rule, in the order of their ids. */
    static List<DesignRule> all() {
        return Arrays.stream(DesignRule.class.getPermittedSubclasses())
                .map(DesignRule::instance)
                .toList();
    }

    private static DesignRule instance(Class<?> rule) {
        try {
            return (DesignRule) rule.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("rule " + rule + " has no constructor without parameters", e);
        }
    }

    /** The findings of all rules that the policy leaves on, sorted. */
    static List<Finding> review(Schema schema, DesignPolicy policy, List<DesignRule> rules) {
        return rules.stream()
                .filter(rule -> !policy.disabled().contains(rule.page().id()))
                .flatMap(rule -> rule.review(schema, policy).stream())
                .sorted()
                .toList();
    }

    /** A finding on a column, with the facts that every rule tells. */
    default Finding finding(Table table, Column column, Fact... more) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("attribute", column.shortAttribute()));
        facts.add(new Fact("column", table.name() + "." + column.name()));
        facts.add(new Fact("type", column.type().sql()));
        facts.addAll(Arrays.asList(more));
        return new Finding(page(), column.place(), column.attribute(), table.name(), facts);
    }

    /** A finding for each attribute whose column fits; one of a superclass or an embeddable is told once. */
    default List<Finding> eachColumn(Schema schema, BiPredicate<Table, Column> wrong) {
        Map<String, Finding> byAttribute = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            table.columns().stream()
                    .filter(column -> !column.attribute().isEmpty() && wrong.test(table, column))
                    .forEach(column -> byAttribute.putIfAbsent(column.attribute(), finding(table, column)));
        }
        return List.copyOf(byAttribute.values());
    }
}
