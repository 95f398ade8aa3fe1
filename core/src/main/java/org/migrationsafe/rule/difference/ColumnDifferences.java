package org.migrationsafe.rule.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.Value;

/** One column of both sides: type, nullability, where values come from, constants. */
record ColumnDifferences(Schema catalogue, Table table, Column column, Table other, Column theirs) {

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        type(found);
        nullability(found);
        value(found);
        if (other.kind() != Table.Kind.VIEW) {
            constants(found);
        }
        return found;
    }

    private String attribute() {
        return TableDifferences.name(table, column);
    }

    private String full() {
        return other.qualifiedName() + "." + theirs.name();
    }

    private void add(List<Finding> found, Severity severity, String says, String advice, String model, String schema) {
        found.add(Difference.of(severity, table, column, says, advice).finding(model, schema, theirs.place()));
    }

    private void type(List<Finding> found) {
        String own = column.type().sql();
        String their = theirs.type().sql();
        // What only a running Hibernate knows is left out, and told where the model is read.
        boolean unknown = own.isEmpty() || own.startsWith("type code");
        boolean domain =
                !theirs.type().domain().isEmpty() && theirs.type().domain().equalsIgnoreCase(own);
        if (unknown || domain || sameType(own, their)) {
            return;
        }
        Mismatch mismatch = mismatch();
        add(
                found,
                mismatch.severity(),
                "\"" + attribute() + "\" is " + own + " and \"" + full() + "\" is " + their + ": " + mismatch.harm(),
                mismatch.severity().atLeast(Severity.MEDIUM)
                        ? "Change the column in a migration of the safe kind, or the mapping."
                        : "Write the schema's type into the mapping.",
                own,
                their);
    }

    private static boolean sameType(String own, String their) {
        return PostgresTypes.canonical(own).equalsIgnoreCase(PostgresTypes.canonical(their));
    }

    private record Mismatch(Severity severity, String harm) {}

    private Mismatch mismatch() {
        Kind own = column.type().kind();
        Kind their = theirs.type().kind();
        int length = column.type().length();
        int theirLength = theirs.type().length();
        if (own == Kind.TEXT && their == Kind.TEXT) {
            boolean shorter = theirLength > 0 && (length < 0 || theirLength < length);
            return shorter
                    ? new Mismatch(Severity.HIGH, "values that the entity allows are refused")
                    : new Mismatch(Severity.LOW, "the schema takes values that the mapping does not announce");
        }
        if (own == Kind.DECIMAL && their == Kind.DECIMAL) {
            int scale = Math.max(column.type().scale(), 0);
            int theirScale = Math.max(theirs.type().scale(), 0);
            boolean fewer = theirLength > 0 && (theirScale < scale || theirLength - theirScale < length - scale);
            return fewer
                    ? new Mismatch(Severity.HIGH, "digits are lost, or values that the entity allows are refused")
                    : new Mismatch(Severity.LOW, "the schema keeps more digits than the mapping announces");
        }
        if (own.isInteger() && their.isInteger()) {
            return their.compareTo(own) < 0
                    ? new Mismatch(Severity.HIGH, "values that the entity allows are refused")
                    : new Mismatch(Severity.MEDIUM, "values that the schema allows cannot be read");
        }
        if (own == their && own != Kind.OTHER && own != Kind.ARRAY && own != Kind.NATIVE_ENUM) {
            return new Mismatch(
                    Severity.LOW, "they keep different parts of a second, or write the same in another way");
        }
        return new Mismatch(Severity.HIGH, "reading or writing it fails, or converts each time");
    }

    private void nullability(List<Finding> found) {
        if (column.nullable() == theirs.nullable() || other.kind() == Table.Kind.VIEW) {
            return;
        }
        if (column.nullable()) {
            boolean intended = column.is(Trait.NULL_INTENDED);
            add(
                    found,
                    intended ? Severity.HIGH : Severity.MEDIUM,
                    "\"" + attribute() + "\" may be null and \"" + full()
                            + "\" may not: an entity without it fails at the flush",
                    "nullable = false in the mapping, or ALTER TABLE … DROP NOT NULL.",
                    "nullable",
                    "NOT NULL");
        } else if (!table.primaryKey().contains(column.name())
                || !other.primaryKey().contains(theirs.name())) {
            add(
                    found,
                    Severity.MEDIUM,
                    "\"" + attribute() + "\" may not be null and \"" + full()
                            + "\" may: a null that another program writes cannot be read",
                    "A check IS NOT NULL, NOT VALID, validated in the next migration, then SET NOT NULL, which it proves.",
                    "not null",
                    "nullable");
        }
    }

    private void value(List<Finding> found) {
        Value.Source own = column.value().source();
        Value value = theirs.value();
        if (own == Value.Source.IDENTITY && !value.filledByServer()) {
            add(
                    found,
                    Severity.HIGH,
                    "\"" + attribute() + "\" is to be generated by \"" + full()
                            + "\", which generates nothing: each INSERT fails",
                    "ALTER TABLE … ALTER COLUMN … ADD GENERATED BY DEFAULT AS IDENTITY.",
                    "identity",
                    "no default");
        } else if (value.source() == Value.Source.IDENTITY
                && value.expression().equals("ALWAYS")
                && own != Value.Source.IDENTITY
                && !column.is(Trait.READ_ONLY)) {
            add(
                    found,
                    Severity.HIGH,
                    "\"" + attribute() + "\" gives a value to \"" + full()
                            + "\", which is GENERATED ALWAYS and takes none: each INSERT fails",
                    "GenerationType.IDENTITY in the mapping, or SET GENERATED BY DEFAULT.",
                    "given by the application",
                    "GENERATED ALWAYS AS IDENTITY");
        } else if ((value.source() == Value.Source.STORED || value.source() == Value.Source.VIRTUAL)
                && own == Value.Source.WRITER
                && !column.is(Trait.READ_ONLY)
                && !column.is(Trait.GENERATED)) {
            add(
                    found,
                    Severity.HIGH,
                    "\"" + attribute() + "\" gives a value to \"" + full()
                            + "\", which is computed and takes none: each INSERT fails",
                    "@Generated, or insertable = false and updatable = false in the mapping.",
                    "given by the application",
                    "generated: " + value.expression());
        } else if (own == Value.Source.DEFAULT
                && !plain(column.value().expression()).equals(plain(value.expression()))) {
            add(
                    found,
                    Severity.LOW,
                    "\"" + attribute() + "\" has the default " + column.value().expression() + ", and \"" + full()
                            + "\" has " + (value.expression().isEmpty() ? "none" : value.expression()),
                    "Make them one: the schema's is the one that counts.",
                    column.value().expression(),
                    value.expression().isEmpty() ? "no default" : value.expression());
        }
    }

    /** Without casts, quotes and parentheses, in which the catalogue writes them. */
    private static String plain(String expression) {
        return expression
                .replaceAll("::[a-zA-Z ]+(\\(\\d+(,\\d+)?\\))?", "")
                .replaceAll("['()\\s]", "")
                .toLowerCase(Locale.ROOT);
    }

    private void constants(List<Finding> found) {
        boolean listed = !column.constants().isEmpty()
                && column.type().kind() != Kind.NATIVE_ENUM
                && theirs.type().kind() != Kind.NATIVE_ENUM;
        if (!listed || theirs.type().kind() != column.type().kind()) {
            return;
        }
        Set<String> own = column.is(Trait.ORDINAL_ENUM)
                ? IntStream.range(0, column.constants().size())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.toSet())
                : new TreeSet<>(column.constants());
        List<Check> lists = other.checks().stream()
                .filter(check -> check.columns().equals(List.of(theirs.name()))
                        && !check.values().isEmpty())
                .toList();
        if (lists.isEmpty()) {
            if (other.checks().stream().noneMatch(check -> check.columns().contains(theirs.name()))) {
                add(
                        found,
                        Severity.LOW,
                        "\"" + attribute() + "\" is an enum, and no check on \"" + full()
                                + "\" keeps other values out: one that Java does not know cannot be read",
                        "ADD CONSTRAINT … CHECK (" + theirs.name()
                                + " IN (…)) NOT VALID, and VALIDATE it in the next migration.",
                        String.join(", ", column.constants()),
                        "no check");
            }
            return;
        }
        Set<String> values = new TreeSet<>(lists.get(0).values());
        if (!values.equals(own)) {
            Set<String> refused = new TreeSet<>(own);
            refused.removeAll(values);
            add(
                    found,
                    Severity.HIGH,
                    "\"" + attribute() + "\" has the constants " + String.join(", ", new TreeSet<>(own))
                            + ", and the check on \""
                            + full() + "\" lets in " + String.join(", ", values) + ": "
                            + (refused.isEmpty()
                                    ? "rows with the others cannot be read"
                                    : String.join(", ", refused) + " is refused"),
                    "DROP CONSTRAINT and ADD CONSTRAINT … NOT VALID in one migration, VALIDATE CONSTRAINT in the next.",
                    String.join(", ", new TreeSet<>(own)),
                    String.join(", ", values));
        }
    }
}
