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
import org.migrationsafe.rule.Subject;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A rule on the design of a schema, wherever it was read. Its {@code permits} clause is the registry. */
public sealed interface DesignRule
        permits BooleanAsNumberOrChar,
                DeferrableWithoutNeed,
                DuplicateIndex,
                EnumConstantsDifferFromCheck,
                FixedLengthChar,
                FloatingPointMoney,
                ForeignKeyCycle,
                ForeignKeyTypeDiffers,
                ForeignKeyWithoutConstraint,
                ForeignKeyWithoutIndex,
                HashedConstraintName,
                IdentityDisablesBatching,
                ImpliedRelationship,
                IndexOrder,
                JsonNotJsonb,
                JunctionTableMisshapen,
                LargeObjectAsOid,
                MissingCheck,
                MoneyType,
                NamingInconsistent,
                NarrowIdentifier,
                NarrowNumeric,
                NativeEnum,
                NaturalPrimaryKey,
                NoActorOnSensitiveEntity,
                NoCreatedOrUpdatedAt,
                NoPrimaryKey,
                NullableWithoutReason,
                OnDeleteUnspecified,
                OptionalTrueButNotNull,
                OrdinalEnum,
                OverlapNotExcluded,
                PartialIndexCandidate,
                RandomUuidPrimaryKey,
                RedundantIndex,
                RelationOnWrongSide,
                SnakeCaseCollision,
                SoftDeleteUnfilteredRead,
                SoftDeleteWithoutPartialIndex,
                SoftDeleteWithoutPurge,
                SpeculativeIndex,
                TableEarnsNothing,
                TenantColumnMissing,
                TenantColumnNotLeading,
                TenantNotInForeignKey,
                TenantNotInUnique,
                TenantUnenforced,
                TimestampWithoutTimeZone,
                UniqueIgnoresSoftDelete,
                UniqueOnNullable,
                UuidAsText,
                VarcharWithoutDomainLimit,
                WideTable,
                WrongIndexKind {

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

    /** The findings of all rules that the source can show and the policy leaves on, as bad as it says, sorted. */
    static List<Finding> review(Schema schema, DesignPolicy policy, List<DesignRule> rules) {
        Schema own = schema.withTables(schema.tables().stream()
                .filter(table -> table.kind() != Table.Kind.VIEW)
                .toList());
        return rules.stream()
                .filter(rule ->
                        !(schema.isModel() ? rule.page().bad() : rule.page().badSql()).isEmpty())
                .filter(rule -> !policy.disabled().contains(rule.page().id()))
                .flatMap(rule -> rule.review(own, policy).stream())
                .map(finding -> finding.withSeverity(
                        policy.severities().getOrDefault(finding.rule().id(), finding.severity())))
                .sorted()
                .toList();
    }

    /** A finding on a column, with the facts that every rule tells. */
    default Finding finding(Table table, Column column, Fact... more) {
        String full = table.qualifiedName() + "." + column.name();
        return of(
                column.place(),
                column.attribute().isEmpty() ? full : column.attribute(),
                table,
                List.of(
                        new Fact("attribute", column.attribute().isEmpty() ? full : column.shortAttribute()),
                        new Fact("column", full),
                        new Fact("type", column.type().sql())),
                more);
    }

    /** A finding on a table. */
    default Finding finding(Table table, Fact... more) {
        return of(
                table.place(),
                table.entity().isEmpty() ? table.qualifiedName() : table.entity(),
                table,
                List.of(new Fact("entity", table.shortEntity()), new Fact("table", table.qualifiedName())),
                more);
    }

    /** A finding on a table that an attribute of an entity makes: a join table, a table of values. */
    default Finding findingOnPart(Table table, Fact... more) {
        boolean part = table.kind() == Table.Kind.JOIN_TABLE || table.kind() == Table.Kind.COLLECTION;
        String attribute =
                table.foreignKeys().isEmpty() ? "" : table.foreignKeys().get(0).attribute();
        Finding whole = finding(table, more);
        return part && !attribute.isEmpty()
                ? new Finding(
                        page(), table.place(), new Subject.Declared(attribute), table.qualifiedName(), whole.facts())
                : whole;
    }

    /** A finding on a foreign key. */
    default Finding finding(Table table, ForeignKey key, Fact... more) {
        return of(
                key.place(),
                key.attribute().isEmpty() ? table.qualifiedName() : key.attribute(),
                table,
                List.of(
                        new Fact(
                                "attribute",
                                key.attribute().isEmpty()
                                        ? table.qualifiedName() + "." + key.shortAttribute()
                                        : key.shortAttribute()),
                        new Fact("references", key.referencedTable()),
                        new Fact("columns", String.join(", ", key.columns())),
                        new Fact("table", table.qualifiedName())),
                more);
    }

    /** A finding on an index. */
    default Finding finding(Table table, Index index, Fact... more) {
        String fallback = table.entity().isEmpty() ? table.qualifiedName() : table.entity();
        return of(
                index.place(),
                index.declaration().isEmpty() ? fallback : index.declaration(),
                table,
                List.of(
                        new Fact("columns", String.join(", ", index.columns())),
                        new Fact(
                                "index",
                                index.name().isEmpty() ? "(" + String.join(", ", index.columns()) + ")" : index.name()),
                        new Fact("entity", table.shortEntity()),
                        new Fact("table", table.qualifiedName())),
                more);
    }

    private Finding of(org.migrationsafe.source.Place place, String key, Table table, List<Fact> facts, Fact... more) {
        List<Fact> all = new ArrayList<>(facts);
        all.addAll(Arrays.asList(more));
        return new Finding(page(), place, new Subject.Declared(key), table.qualifiedName(), all);
    }

    /** A finding for each column that fits; one of a superclass or an embeddable is reported once, as its attribute. */
    default List<Finding> eachColumn(Schema schema, BiPredicate<Table, Column> wrong) {
        Map<String, Finding> byAttribute = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            table.columns().stream()
                    .filter(column -> !schema.isModel() || !column.attribute().isEmpty())
                    .filter(column -> wrong.test(table, column))
                    .forEach(column -> {
                        Finding finding = finding(table, column);
                        byAttribute.putIfAbsent(finding.subject().text(), finding);
                    });
        }
        return List.copyOf(byAttribute.values());
    }

    /** A finding for each index that fits. */
    default List<Finding> eachIndex(Schema schema, BiPredicate<Table, Index> wrong) {
        return schema.tables().stream()
                .flatMap(table -> table.indexes().stream()
                        .filter(index -> !index.is(Index.Trait.INVALID) && wrong.test(table, index))
                        .map(index -> finding(table, index)))
                .toList();
    }

    /** A finding for each foreign key that fits. */
    default List<Finding> eachKey(Schema schema, BiPredicate<Table, ForeignKey> wrong) {
        return schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> wrong.test(table, key))
                        .map(key -> finding(table, key)))
                .toList();
    }
}
