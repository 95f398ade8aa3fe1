package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.migrationsafe.policy.NameWords;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;
import org.migrationsafe.source.Place;

/** How a project names its things, found by counting: what four fifths of at least five names have in common. */
public record Conventions(List<Convention> all) {

    private static final int FEWEST = 5;

    /** So short a word may be cut off. */
    private static final int SHORT = 3;

    private static final Set<String> RESERVED = Set.of(
            "orders", "users", "groups", "grants", "roles", "tables", "columns", "limits", "checks", "references");

    /**
     * One of them.
     *
     * @param kind what is named
     * @param says what they have in common, as the end of a sentence
     * @param followers how many follow it
     * @param all how many there are
     * @param deviations those that do not
     */
    public record Convention(String kind, String says, int followers, int all, List<Name> deviations) {}

    /**
     * A name.
     *
     * @param key under which messages know what bears it
     */
    public record Name(String text, String key, String table, Place place) {}

    public static Conventions of(Schema schema) {
        List<Convention> found = new ArrayList<>();
        List<Name> tables = new ArrayList<>();
        List<Name> columns = new ArrayList<>();
        List<Name> references = new ArrayList<>();
        List<Name> indexes = new ArrayList<>();
        List<Name> uniques = new ArrayList<>();
        for (Table table : schema.tables()) {
            String key = table.entity().isEmpty() ? table.qualifiedName() : table.entity();
            if (table.isOfEntities()) {
                tables.add(new Name(table.name(), key, table.qualifiedName(), table.place()));
            }
            for (Column column : table.columns()) {
                columns.add(name(table, column));
                if (column.is(Column.Trait.FOREIGN_KEY)
                        && !column.attribute().isEmpty()
                        && column.type().kind() != Kind.TEXT) {
                    references.add(name(table, column));
                }
            }
            for (Index index : table.indexes()) {
                String declaration = index.declaration().isEmpty() ? key : index.declaration();
                Name name = new Name(index.name(), declaration, table.qualifiedName(), index.place());
                if (!index.name().isEmpty() && !HashedConstraintName.isHash(index.name())) {
                    (index.unique() ? uniques : indexes).add(name);
                }
            }
        }
        add(found, "table", tables, Conventions::number);
        add(found, "table", tables, Conventions::letters);
        add(found, "column", columns, Conventions::letters);
        add(
                found,
                "reference",
                references,
                name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("id") ? "end with id" : "");
        add(found, "index", indexes, Conventions::affix);
        add(found, "unique constraint", uniques, Conventions::affix);
        return new Conventions(found);
    }

    private static Name name(Table table, Column column) {
        String key = column.attribute().isEmpty() ? table.qualifiedName() + "." + column.name() : column.attribute();
        return new Name(column.name(), key, table.qualifiedName(), column.place());
    }

    private static void add(List<Convention> found, String kind, List<Name> names, Function<String, String> trait) {
        Map<String, List<Name>> groups = new LinkedHashMap<>();
        names.forEach(name -> groups.computeIfAbsent(trait.apply(name.text()), absent -> new ArrayList<>())
                .add(name));
        // What a name's letters do not tell, one word in any case, speaks for no convention and against none.
        groups.remove("?");
        int all = groups.values().stream().mapToInt(List::size).sum();
        groups.forEach((says, followers) -> {
            if (!says.isEmpty() && all >= FEWEST && followers.size() * 5 >= all * 4) {
                List<Name> deviations = groups.entrySet().stream()
                        .filter(group -> !group.getKey().equals(says))
                        .flatMap(group -> group.getValue().stream())
                        .toList();
                found.add(new Convention(kind, says, followers.size(), all, deviations));
            }
        });
    }

    private static String number(String table) {
        List<String> words = NameWords.of(table);
        String last = words.get(words.size() - 1);
        // Many a team is plural only where the singular is a word of SQL's.
        if (RESERVED.contains(last)) {
            return "?";
        }
        if (last.length() <= SHORT
                || last.endsWith("ss")
                || last.endsWith("us")
                || last.endsWith("is")
                || last.endsWith("news")
                || last.endsWith("series")) {
            return "?";
        }
        return last.endsWith("s") ? "are plural" : "are singular";
    }

    private static String letters(String name) {
        boolean capitals = !name.equals(name.toLowerCase(java.util.Locale.ROOT));
        if (name.contains("_")) {
            return capitals ? "" : "are snake_case";
        }
        return capitals && Character.isLowerCase(name.charAt(0)) ? "are camelCase" : "?";
    }

    /** {@code idx_…} or {@code …_idx}. */
    private static String affix(String name) {
        List<String> words = List.of(name.toLowerCase(java.util.Locale.ROOT).split("_"));
        String first = words.get(0);
        String last = words.get(words.size() - 1);
        for (String affix : List.of("idx", "ix", "index", "uk", "uq", "key", "unique", "unq")) {
            if (first.equals(affix)) {
                return "begin with " + affix + "_";
            }
            if (last.equals(affix)) {
                return "end with _" + affix;
            }
        }
        return "";
    }
}
