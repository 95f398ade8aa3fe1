package org.migrationsafe.rule.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A check allows other values than the enum has. */
final class EnumConstantsDifferFromCheck implements DesignRule {

    private static final Pattern LIST = Pattern.compile("(?is)\\s*\\w+\\s+in\\s*\\((.*)\\)\\s*");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

    private static final RulePage PAGE = RulePage.of(EnumConstantsDifferFromCheck.class, Severity.HIGH)
            .only(
                    "A catalogue does not know the constants of an enum in Java; model-differs-from-schema compares its checks with them.")
            .at("Check")
            .title("An enum's constants differ from the column's check")
            .when("""
                    A check on the column lists the values that it allows, and they are not the enum's constants.""")
            .effect("""
                    A constant that the check does not know is refused by the first INSERT that has it; a value that the enum does not know cannot be read, and fails every query that meets it.""")
            .says("""
                    "{attribute}" has the constants {constants}, and the check on "{column}" allows {values}: {harm}.""")
            .instead("""
                    Make them one. A check is replaced without reading the table: DROP CONSTRAINT, ADD CONSTRAINT … NOT VALID, and VALIDATE in a migration of its own.""")
            .bad("""
                    @Entity
                    class Bulb {
                        @Id
                        Long id;

                        @Enumerated(EnumType.STRING)
                        @Column(nullable = false, length = 10)
                        @Check(name = "bulb_state_check", constraints = "state in ('ON', 'BROKEN')") // finds: enum-constants-differ-from-check
                        State state;

                        enum State {
                            ON,
                            OFF
                        }
                    }
                    """)
            .good("""
                    @Entity
                    class Bulb {
                        @Id
                        Long id;

                        @Enumerated(EnumType.STRING)
                        @Column(nullable = false, length = 10)
                        @Check(name = "bulb_state_check", constraints = "state in ('ON', 'OFF')")
                        State state;

                        enum State {
                            ON,
                            OFF
                        }
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        Map<String, Finding> found = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                Set<String> constants = stored(column);
                for (Check check : table.checks()) {
                    Set<String> values = values(check);
                    if (!constants.isEmpty()
                            && check.columns().equals(List.of(column.name()))
                            && !values.isEmpty()
                            && !values.equals(constants)) {
                        Finding finding = found(table, column, constants, values);
                        found.putIfAbsent(finding.subject().text(), finding);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Set<String> stored(Column column) {
        if (column.type().kind() == Kind.NATIVE_ENUM) {
            return Set.of();
        }
        return column.is(Trait.ORDINAL_ENUM)
                ? IntStream.range(0, column.constants().size())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>(column.constants());
    }

    /** As the catalogue lists them, or as they are written. */
    private static Set<String> values(Check check) {
        if (!check.values().isEmpty()) {
            return new TreeSet<>(check.values());
        }
        Set<String> values = new TreeSet<>();
        Matcher list = LIST.matcher(check.expression());
        if (list.matches()) {
            Matcher literal = LITERAL.matcher(list.group(1));
            while (literal.find()) {
                values.add(literal.group(1));
            }
        }
        return values;
    }

    private Finding found(Table table, Column column, Set<String> constants, Set<String> values) {
        Set<String> refused = new TreeSet<>(constants);
        refused.removeAll(values);
        Set<String> unreadable = new TreeSet<>(values);
        unreadable.removeAll(constants);
        String harm = refused.isEmpty()
                ? "rows with " + String.join(", ", unreadable) + " cannot be read"
                : String.join(", ", refused) + " is refused";
        return finding(
                table,
                column,
                new Fact("constants", String.join(", ", constants)),
                new Fact("values", String.join(", ", values)),
                Fact.words("harm", harm));
    }
}
