package org.migrationsafe.rule.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
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

/** Nothing keeps nonsense out. */
final class MissingCheck implements DesignRule {

    private static final Set<String> SHARES = Set.of("percent", "percentage");
    private static final Set<String> STATES = Set.of("status", "state");

    private static final RulePage PAGE = RulePage.of(MissingCheck.class, Severity.LOW)
            .concern(
                    "Which values make sense.",
                    "Whoever knows the business, and a look at the rows that are there.",
                    "Add the check NOT VALID: it keeps new nonsense out, and reads nothing.")
            .title("A column takes values that make no sense")
            .when("""
                    A period's end may lie before its start; a percentage may be anything; a text that is called status or state takes any word.""")
            .effect("""
                    The first wrong row gets in through a program that does not validate, and stays. A check that is added later has to be made true first.""")
            .says("""
                    "{attribute}" {nonsense}: no check keeps it out.""")
            .instead("""
                    Add a check: @Check(name = "{table}_{check}_check", constraints = "{condition}").""")
            .bad("""
                    @Entity
                    class Holiday {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        LocalDate startDate;

                        @Column(nullable = false)
                        LocalDate endDate; // finds: missing-check
                    }
                    """)
            .badSql("""
                    CREATE TABLE holiday (
                        id bigint PRIMARY KEY,
                        status varchar(20) NOT NULL, -- finds: missing-check
                        start_date date NOT NULL,
                        end_date date NOT NULL -- finds: missing-check
                    );
                    """)
            .goodSql("""
                    CREATE TABLE holiday (
                        id bigint PRIMARY KEY,
                        status varchar(20) NOT NULL CHECK (status IN ('ASKED', 'GRANTED')),
                        start_date date NOT NULL,
                        end_date date NOT NULL,
                        CHECK (end_date >= start_date)
                    );
                    """)
            .good("""
                    @Check(name = "holiday_period_check", constraints = "end_date >= start_date")
                    @Entity
                    class Holiday {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        LocalDate startDate;

                        @Column(nullable = false)
                        LocalDate endDate;
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
            for (Period period : Period.in(table)) {
                if (table.checks().stream()
                        .noneMatch(check -> mentions(check, period.start()) && mentions(check, period.end()))) {
                    add(
                            found,
                            table,
                            period.end(),
                            "may lie before \"" + period.start().name() + "\"",
                            "period",
                            period.end().name() + " >= " + period.start().name());
                }
            }
            for (Column column : table.columns()) {
                List<String> words = NameWords.of(column.name());
                String last = words.get(words.size() - 1);
                boolean free = table.checks().stream().noneMatch(check -> mentions(check, column))
                        && column.type().domain().isEmpty();
                if (free
                        && SHARES.contains(last)
                        && (column.type().kind().isInteger() || column.type().kind() == Kind.DECIMAL)) {
                    add(
                            found,
                            table,
                            column,
                            "is a percentage and may be anything",
                            column.name(),
                            column.name() + " between 0 and 100");
                }
                if (free && isFreeStatus(column, last)) {
                    add(
                            found,
                            table,
                            column,
                            "is a state and takes any text",
                            column.name(),
                            column.name() + " in ('…', '…')");
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isFreeStatus(Column column, String last) {
        return STATES.contains(last)
                && column.type().kind() == Kind.TEXT
                && column.constants().isEmpty()
                && (column.javaType().isEmpty() || column.javaType().equals("java.lang.String"))
                && !column.is(Trait.FOREIGN_KEY);
    }

    private void add(
            Map<String, Finding> found, Table table, Column column, String nonsense, String check, String condition) {
        Finding finding = finding(
                table,
                column,
                Fact.words("nonsense", nonsense),
                Fact.words("table", table.name()),
                Fact.words("check", check),
                Fact.words("condition", condition));
        found.putIfAbsent(finding.subject().text(), finding);
    }

    private static boolean mentions(Check check, Column column) {
        return check.columns().contains(column.name())
                || Pattern.compile("\\b" + Pattern.quote(column.name()) + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(check.expression())
                        .find();
    }
}
