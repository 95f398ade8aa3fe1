package org.migrationsafe.rule.design;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A column refers to a table without saying so. */
final class ImpliedRelationship implements DesignRule {

    private static final RulePage PAGE = RulePage.of(ImpliedRelationship.class, Severity.LOW)
            .concern(
                    "Whether the column refers to that table.",
                    "What writes it: an id of this system, or of another system.",
                    "Assume that it is a reference.")
            .title("A column looks like a reference and is none")
            .when("""
                    The column is called like another table and its id, holds the same type as that table's key, and is no foreign key.""")
            .effect("""
                    Nothing keeps it true, no index is looked for, and whoever reads the schema does not see that the two belong together.""")
            .says("""
                    "{attribute}" is called like a reference to "{references}" and is none: nothing keeps it true.""")
            .instead("""
                    Map the association: @ManyToOne, with its foreign key and an index; or call it by what it is.""")
            .bad("""
                    @Entity
                    class Ride {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        Long driverId; // finds: implied-relationship
                    }

                    @Entity
                    class Driver {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE driver (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE ride (
                        id bigint PRIMARY KEY,
                        driver_id bigint NOT NULL -- finds: implied-relationship
                    );
                    """)
            .goodSql("""
                    CREATE TABLE driver (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE ride (
                        id bigint PRIMARY KEY,
                        driver_id bigint NOT NULL REFERENCES driver
                    );
                    CREATE INDEX ride_driver_id_idx ON ride (driver_id);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "ride_driver_id_idx", columnList = "driver_id"))
                    class Ride {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Driver driver;
                    }

                    @Entity
                    class Driver {
                        @Id
                        Long id;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        Map<String, Finding> found = new LinkedHashMap<>();
        Map<String, Table> byName = new HashMap<>();
        schema.tables()
                .forEach(table ->
                        byName.putIfAbsent(table.name().replace("_", "").toLowerCase(Locale.ROOT), table));
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                if (!column.is(Trait.FOREIGN_KEY)
                        && !column.is(Trait.COLLIDES)
                        && !column.is(Trait.TENANT)
                        && !table.primaryKey().contains(column.name())) {
                    referred(byName, column)
                            .filter(other -> !other.equals(table))
                            .map(other -> finding(table, column, new Fact("references", other.qualifiedName())))
                            .ifPresent(finding ->
                                    found.putIfAbsent(finding.subject().text(), finding));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Optional<Table> referred(Map<String, Table> byName, Column column) {
        List<String> words = NameWords.of(column.name());
        if (words.size() < 2 || !words.get(words.size() - 1).equals("id")) {
            return Optional.empty();
        }
        String name = String.join("", words.subList(0, words.size() - 1));
        return Stream.of(name, name + "s", name + "es", name.replaceFirst("y$", "ies"))
                .flatMap(each -> Optional.ofNullable(byName.get(each)).stream())
                .filter(table -> table.primaryKey().size() == 1)
                .filter(table -> table.column(table.primaryKey().get(0))
                        .filter(key -> key.type().kind() == column.type().kind())
                        .isPresent())
                .findFirst();
    }
}
