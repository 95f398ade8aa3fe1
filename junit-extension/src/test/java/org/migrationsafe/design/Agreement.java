package org.migrationsafe.design;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import org.hibernate.cfg.Configuration;
import org.migrationsafe.catalog.CatalogReader;
import org.migrationsafe.catalog.Written;
import org.migrationsafe.database.DisposableDatabase;
import org.migrationsafe.recording.RelationName;
import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;
import org.migrationsafe.schema.Value;
import org.migrationsafe.source.Redaction;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;

/** Holds what is read at compile time against what Hibernate makes of the very same classes on a real server, fact by fact. */
final class Agreement {

    private static final String SNAKE_CASE = "org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy";

    private Agreement() {}

    /** How much was compared. */
    record Size(long entities, long tables, long columns, long facts) {
        private Size and(Size other) {
            return new Size(
                    entities + other.entities, tables + other.tables, columns + other.columns, facts + other.facts);
        }
    }

    private static final AtomicReference<Size> TOTAL = new AtomicReference<>(new Size(0, 0, 0, 0));

    /** Under Spring's names and under JPA's own. */
    static void hold(String source, Path folder, DisposableDatabase database) throws Exception {
        Size size = hold(source, folder.resolve("spring"), database, true);
        size = size.and(hold(source, folder.resolve("jpa"), database, false));
        TOTAL.accumulateAndGet(size, Size::and);
        System.out.println("agreement with Hibernate so far: " + TOTAL.get());
    }

    private static Size hold(String source, Path folder, DisposableDatabase database, boolean snakeCase)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        String naming = snakeCase ? "snake_case" : "jpa";
        try (Compiled compiled = Compiled.of(source, folder, "-Amigrationsafe.naming=" + naming)) {
            thread.setContextClassLoader(compiled.loader());
            Schema read = compiled.model().schema();
            Schema made = make(compiled.entities(), database, snakeCase);
            Set<String> facts = facts(read, read);
            assertThat(differences(facts, facts(made, read))).as(naming).isEmpty();
            return new Size(
                    compiled.entities().stream()
                            .filter(type -> type.isAnnotationPresent(Entity.class))
                            .count(),
                    read.tables().size(),
                    read.tables().stream()
                            .mapToLong(table -> table.columns().size())
                            .sum(),
                    facts.size());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Hibernate creates it, and our reader of catalogues reads it. */
    static Schema make(List<Class<?>> entities, DisposableDatabase database, boolean snakeCase) throws SQLException {
        database.reset();
        Configuration configuration = new Configuration().setProperty("hibernate.hbm2ddl.auto", "create");
        if (snakeCase) {
            // Spring Boot's, by a name that Hibernate 6 and 7 both know.
            configuration.setProperty("hibernate.physical_naming_strategy", SNAKE_CASE);
        }
        configuration.getProperties().put("hibernate.connection.datasource", database.dataSource());
        entities.forEach(configuration::addAnnotatedClass);
        configuration.buildSessionFactory().close();
        try (Connection connection = database.connect()) {
            return new CatalogReader(
                            connection, Written.in(List.of()), new RelationName("public", ""), Redaction.PATTERNS_ONLY)
                    .read();
        }
    }

    static List<String> differences(Set<String> read, Set<String> made) {
        assertThat(made).as("what Hibernate could create").hasSizeGreaterThan(10);
        Set<String> all = new TreeSet<>(read);
        all.addAll(made);
        return all.stream()
                .filter(fact -> read.contains(fact) != made.contains(fact))
                .map(fact -> (read.contains(fact) ? "only read: " : "only made: ") + fact)
                .toList();
    }

    /** @param model says which types and names are left open */
    static Set<String> facts(Schema schema, Schema model) {
        Set<String> facts = new TreeSet<>();
        for (Table table : schema.tables()) {
            if (table.kind() == Table.Kind.VIEW) {
                continue;
            }
            String name = table.qualifiedName().toLowerCase(Locale.ROOT);
            for (Column column : table.columns()) {
                column(facts, name, column, model);
            }
            if (!table.primaryKey().isEmpty()) {
                facts.add(name + " key " + set(table.primaryKey()));
            }
            for (ForeignKey key : table.foreignKeys()) {
                if (key.isWatched()) {
                    facts.add(name + " " + set(key.columns()) + " -> "
                            + key.referencedTable().toLowerCase(Locale.ROOT)
                            + set(key.referencedColumns()) + " on delete "
                            + key.onDelete().sql());
                }
            }
            for (Index index : table.indexes()) {
                facts.add(name
                        + (index.unique() ? " unique " + set(index.columns()) : " index " + lower(index.columns())));
            }
            table.checks().stream()
                    .filter(check -> !check.values().isEmpty() && !isOfConverter(name, check, model))
                    .forEach(check -> facts.add(name + " " + lower(check.columns()) + " in " + check.values()));
            if (!table.comment().isEmpty()) {
                facts.add(name + " comment " + table.comment());
            }
        }
        schema.sequences().stream()
                // Those of identity columns are the columns' own affair.
                .filter(sequence -> model.sequences().stream()
                                .anyMatch(other -> other.name().equalsIgnoreCase(sequence.name()))
                        || !sequence.name().matches(".*_id_seq|.*_number_seq"))
                .forEach(sequence -> facts.add(
                        "sequence " + sequence.name().toLowerCase(Locale.ROOT) + " by " + sequence.increment()));
        schema.enums()
                .forEach(type -> facts.add("enum " + type.name().toLowerCase(Locale.ROOT) + " " + type.constants()));
        return facts;
    }

    /** Which values a converter gives, only calling it tells. */
    private static boolean isOfConverter(String table, Check check, Schema model) {
        return model.tables().stream()
                .filter(other -> other.qualifiedName().equalsIgnoreCase(table))
                .flatMap(other -> other.columns().stream())
                .anyMatch(
                        column -> lower(check.columns()).contains(column.name().toLowerCase(Locale.ROOT))
                                && column.is(Column.Trait.TRUTH_VALUE));
    }

    private static void column(Set<String> facts, String table, Column column, Schema model) {
        String name = table + "." + column.name().toLowerCase(Locale.ROOT);
        facts.add(name + (column.nullable() ? " null" : " not null"));
        boolean open = model.tables().stream()
                .filter(other -> other.qualifiedName().equalsIgnoreCase(table))
                .flatMap(other -> other.columns().stream())
                .anyMatch(other -> other.name().equalsIgnoreCase(column.name())
                        && other.type().sql().isEmpty());
        if (!open) {
            facts.add(name + " " + PostgresTypes.canonical(column.type().sql()).toLowerCase(Locale.ROOT));
        }
        if (column.value().source() == Value.Source.IDENTITY) {
            facts.add(name + " identity");
        }
        if (column.value().source() == Value.Source.DEFAULT) {
            facts.add(name + " default " + column.value().expression().replaceAll("::[\\w ]+|'", ""));
        }
        if (!column.comment().isEmpty()) {
            facts.add(name + " comment " + column.comment());
        }
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static Set<String> set(List<String> names) {
        return new TreeSet<>(lower(names));
    }
}
