package org.migrationsafe.seed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.migrationsafe.Scripts;
import org.migrationsafe.report.PlainText;
import org.migrationsafe.report.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a migration's condition looks for, production may have a row of it: a change of data that the review says nothing of is one
 * that it would let pass. Histories are made up at random, each by its number.
 */
class AnyHistoryTest {

    private static final int HISTORIES = Integer.getInteger("tests.histories", 3);
    private static final int MIGRATIONS = 12;

    private final Random random = new Random();

    static IntStream numbers() {
        int first = Integer.getInteger("tests.histories.first", 1);
        return IntStream.range(first, first + HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void no_change_of_data_passes_in_silence(int number, @TempDir Path folder) {
        random.setSeed(number);
        Scripts scripts = Scripts.in(folder).file("V1__shop.sql", shop());
        List<String> changes = new ArrayList<>();
        for (int i = 2; i < MIGRATIONS + 2; i++) {
            String change = change();
            changes.add(change);
            scripts.file("V" + i + "__data.sql", change + ";\n");
        }
        Report report = scripts.reviewer()
                .released("1")
                .postgres(16)
                .set("migrationsafe.queue", "false")
                .review();
        Set<String> spoken = Stream.of(
                        report.findings().stream()
                                .map(finding -> finding.place().file()),
                        report.problems().stream().map(problem -> String.valueOf(problem.place())),
                        report.notSeen().stream().map(unseen -> String.valueOf(unseen.place())))
                .flatMap(places -> places)
                .map(place -> Scripts.name(place).replaceFirst(":.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> silent = IntStream.range(0, changes.size())
                .filter(i -> !spoken.contains("V" + (i + 2) + "__data.sql"))
                .mapToObj(changes::get)
                .toList();
        assertThat(silent)
                .as(String.join("\n", changes) + "\n" + PlainText.of(report))
                .isEmpty();
    }

    private String shop() {
        return """
                CREATE TYPE state AS ENUM ('NEW', 'OPEN', 'DONE');
                CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(%d) NOT NULL,
                    country char(2) NOT NULL%s, born date, active boolean NOT NULL%s);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer,
                    state state NOT NULL DEFAULT 'NEW', kind text%s, amount numeric(10, 2) NOT NULL CHECK (amount >= 0),
                    placed timestamptz NOT NULL%s, tries smallint, data jsonb, note text, code varchar(40) UNIQUE);
                CREATE TABLE archive (id bigint PRIMARY KEY, note text);
                """.formatted(
                                20 + random.nextInt(100),
                                maybe(" DEFAULT 'DE'"),
                                maybe(" DEFAULT true"),
                                maybe(" CHECK (kind IN ('web', 'shop', 'phone', 'legacy-1', 'legacy-2'))"),
                                maybe(" DEFAULT now()"))
                + maybe("INSERT INTO customer (name, country, active) VALUES ('ACME', 'AT', true);\n")
                + maybe("CREATE INDEX orders_placed ON orders (placed);\n");
    }

    private String maybe(String text) {
        return random.nextBoolean() ? text : "";
    }

    private String change() {
        String condition = condition();
        return switch (random.nextInt(6)) {
            case 0, 1 -> "UPDATE orders SET note = 'x' WHERE " + condition;
            case 2 -> "DELETE FROM orders WHERE " + condition;
            case 3 ->
                "INSERT INTO archive SELECT id + 5000000, note FROM orders WHERE " + condition
                        + " ON CONFLICT DO NOTHING";
            case 4 ->
                "UPDATE orders o SET note = c.name FROM customer c WHERE c.id = o.customer_id AND " + ofCustomer("c.");
            default ->
                "WITH gone AS (SELECT id FROM orders WHERE " + condition
                        + ") UPDATE orders SET note = 'y' FROM gone WHERE gone.id = orders.id";
        };
    }

    private String condition() {
        String first = simple();
        return switch (random.nextInt(5)) {
            case 0 -> first + " AND " + other(first);
            case 1 -> "(" + first + " OR " + simple() + ")";
            default -> first;
        };
    }

    /** On another column, so that both can be met by one row. */
    private String other(String first) {
        String column = first.replaceFirst("^(?:NOT |lower\\(|\\()*(\\w+).*", "$1");
        while (true) {
            String second = simple();
            if (!second.contains(column)) {
                return second;
            }
        }
    }

    private String simple() {
        return switch (random.nextInt(18)) {
            case 0 -> "state = 'OPEN'";
            case 1 -> "state IN ('OPEN', 'DONE')";
            case 2 -> "kind = 'legacy-1'";
            case 3 -> "kind IN ('legacy-1', 'legacy-2')";
            case 4 -> "kind LIKE 'legacy%'";
            case 5 -> "kind IS NULL";
            case 6 -> "amount > " + (1 + random.nextInt(100_000));
            case 7 -> "amount BETWEEN 10 AND " + (11 + random.nextInt(1000));
            case 8 -> "placed < '" + (1990 + random.nextInt(34)) + "-0" + (1 + random.nextInt(9)) + "-01'";
            case 9 -> "tries >= " + random.nextInt(1000);
            case 10 -> "data ->> 'source' = 'import'";
            case 11 -> "note = 'duplicate of " + random.nextInt(1000) + "'";
            case 12 -> "lower(note) = 'obsolete'";
            case 13 -> "customer_id IN (SELECT id FROM customer WHERE " + ofCustomer("") + ")";
            case 14 -> "EXISTS (SELECT FROM customer c WHERE c.id = customer_id AND " + ofCustomer("c.") + ")";
            case 15 -> "id < " + (100_000 + random.nextInt(900_000));
            case 16 -> "id > " + (2_000_000 + random.nextInt(900_000));
            default -> "code LIKE 'OLD-%'";
        };
    }

    private String ofCustomer(String c) {
        return switch (random.nextInt(5)) {
            case 0 -> c + "name = 'ACME'";
            case 1 -> c + "country = 'AT'";
            case 2 -> c + "born < '19" + (30 + random.nextInt(60)) + "-01-01'";
            case 3 -> "NOT " + c + "active";
            default -> c + "born IS NULL";
        };
    }
}
