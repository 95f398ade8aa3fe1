package org.migrationsafe.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.design.Conventions;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A schema for people: its diagram, its conventions, what was decided, and each table. */
public final class SchemaMarkdown {

    /** More boxes than these fill a screen and tell nothing. */
    private static final int MOST_IN_DIAGRAM = 60;

    private SchemaMarkdown() {}

    public static String of(DesignReport report, DesignPolicy policy) {
        Schema schema = report.schema();
        StringBuilder text = new StringBuilder("# Schema\n\n")
                .append("Generated from the entities when they were compiled: ")
                .append(Words.count(schema.tables().size(), "table"))
                .append(".\n");
        diagram(text, schema);
        conventions(text, schema);
        decisions(text, report, policy);
        text.append("\n## Tables\n");
        schema.tables().forEach(table -> table(text, table));
        return text.toString();
    }

    private static void diagram(StringBuilder text, Schema schema) {
        text.append("\n## Diagram\n\n");
        if (schema.tables().size() > MOST_IN_DIAGRAM) {
            text.append("Left out: ").append(schema.tables().size()).append(" boxes would tell nothing.\n");
            return;
        }
        text.append("```mermaid\nerDiagram\n");
        for (Table table : schema.tables()) {
            text.append("    ").append(box(table.name())).append(" {\n");
            table.columns().stream()
                    .filter(column -> table.primaryKey().contains(column.name()) || column.is(Trait.FOREIGN_KEY))
                    .forEach(column -> text.append("        ")
                            .append(word(column.type().sql()))
                            .append(' ')
                            .append(word(column.name()))
                            .append(keys(table, column))
                            .append('\n'));
            text.append("    }\n");
        }
        for (Table table : schema.tables()) {
            table.foreignKeys().forEach(key -> text.append("    ")
                    .append(box(key.referencedTable()))
                    .append(line(table, key))
                    .append(box(table.name()))
                    .append(" : \"")
                    .append(String.join(", ", key.columns()))
                    .append("\"\n"));
        }
        text.append("```\n");
    }

    private static String keys(Table table, Column column) {
        boolean primary = table.primaryKey().contains(column.name());
        boolean foreign = column.is(Trait.FOREIGN_KEY);
        return primary && foreign ? " PK,FK" : primary ? " PK" : " FK";
    }

    /** Whether one or none is referred to, and whether one or many refer. */
    private static String line(Table table, ForeignKey key) {
        boolean optional = key.columns().stream()
                .anyMatch(name -> table.column(name).filter(Column::nullable).isPresent());
        boolean one = table.primaryKey().equals(key.columns())
                || table.indexes().stream()
                        .anyMatch(index -> index.unique() && index.columns().equals(key.columns()));
        return (optional ? " |o--" : " ||--") + (one ? "o| " : "o{ ");
    }

    private static String box(String name) {
        return word(name);
    }

    private static String word(String name) {
        return name.isEmpty() ? "unknown" : name.replaceAll("\\W+", "_").replaceAll("_$", "");
    }

    private static void conventions(StringBuilder text, Schema schema) {
        List<Conventions.Convention> all = Conventions.of(schema).all();
        text.append("\n## Conventions found\n\n");
        if (all.isEmpty()) {
            text.append("None: too few names of a kind to tell.\n");
        }
        all.forEach(convention -> text.append("- ")
                .append(convention.followers())
                .append(" of ")
                .append(convention.all())
                .append(" names of the kind ")
                .append(convention.kind())
                .append(' ')
                .append(convention.says())
                .append(
                        convention.deviations().isEmpty()
                                ? ""
                                : "; not so: "
                                        + convention.deviations().stream()
                                                .map(Conventions.Name::text)
                                                .sorted()
                                                .collect(Collectors.joining(", ")))
                .append(".\n"));
    }

    private static void decisions(StringBuilder text, DesignReport report, DesignPolicy policy) {
        text.append("\n## Decisions\n\n")
                .append("- Enums are stored as ")
                .append(policy.enums().name().toLowerCase(Locale.ROOT))
                .append(".\n- Lengths of texts: ")
                .append(
                        switch (policy.texts()) {
                            case DOMAIN -> "where a standard limits them";
                            case LIMITED -> "for every text";
                            case ANY -> "where somebody wants one";
                        })
                .append(".\n");
        if (!policy.sharedTables().isEmpty()) {
            text.append("- Of all tenants: ")
                    .append(policy.sharedTables().stream().sorted().collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        policy.disabled().stream().sorted().forEach(rule -> text.append("- Not reviewed here: ")
                .append(rule)
                .append(".\n"));
        report.accepted().stream()
                .map(each -> "- " + each.finding().rule().id() + " at "
                        + each.finding().place() + ": " + each.reason() + ".\n")
                .distinct()
                .forEach(text::append);
    }

    private static void table(StringBuilder text, Table table) {
        text.append("\n### ").append(table.qualifiedName()).append("\n\n");
        if (!table.comment().isEmpty()) {
            text.append(table.comment()).append("\n\n");
        }
        text.append(table.entity().isEmpty() ? "" : "`" + table.entity() + "`, ")
                .append(table.place())
                .append("\n\n| column | type | null | |\n|---|---|---|---|\n");
        table.columns().forEach(column -> text.append("| ")
                .append(column.name())
                .append(" | ")
                .append(
                        column.type().sql().isEmpty()
                                ? "unknown"
                                : column.type().sql())
                .append(" | ")
                .append(column.nullable() ? "yes" : "no")
                .append(" | ")
                .append(about(table, column).replace("|", "\\|").replace("\n", " "))
                .append(" |\n"));
        table.indexes().stream().map(SchemaMarkdown::index).sorted().forEach(line -> text.append("\n- ")
                .append(line));
        if (!table.indexes().isEmpty()) {
            text.append('\n');
        }
    }

    private static String index(Index index) {
        return (index.unique() ? "unique" : "index")
                + (index.name().isEmpty() ? "" : " `" + index.name() + "`")
                + " (" + String.join(", ", index.columns()) + ")"
                + (index.where().isEmpty() ? "" : " where " + index.where());
    }

    private static String about(Table table, Column column) {
        StringBuilder about = new StringBuilder();
        if (table.primaryKey().contains(column.name())) {
            about.append("primary key ");
        }
        table.foreignKeys().stream()
                .filter(key -> key.columns().contains(column.name()))
                .forEach(key ->
                        about.append("refers to ").append(key.referencedTable()).append(' '));
        if (column.is(Trait.TENANT)) {
            about.append("tenant ");
        }
        if (!column.constants().isEmpty()) {
            about.append("one of ")
                    .append(String.join(", ", column.constants()))
                    .append(' ');
        }
        if (!column.value().expression().isEmpty()) {
            about.append("default ").append(column.value().expression()).append(' ');
        }
        return about.append(column.comment()).toString().strip();
    }
}
