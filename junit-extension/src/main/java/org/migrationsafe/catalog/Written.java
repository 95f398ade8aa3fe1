package org.migrationsafe.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.migrationsafe.source.Place;
import org.migrationsafe.sql.SqlScript;

/**
 * Where migrations write the names of what is in a schema. It tells places and nothing else: what there is, and what it is
 * like, is the catalogue's to say. A name that no script writes, as where a migration in Java made it, has no line.
 */
public final class Written {

    /** Nowhere that a script shows. */
    public static final Place NOWHERE = new Place("the migrated schema", 0);

    /**
     * A script.
     *
     * @param file as a place names it
     */
    public record Script(String file, String text) {}

    private static final Pattern DEFINES = Pattern.compile("(?i)(create|alter)\\b");

    private final Map<String, Place> tables = new HashMap<>();
    private final Map<String, Place> columns = new HashMap<>();
    private final Map<String, Place> named = new HashMap<>();

    private Written() {}

    /** @param scripts in the order in which they are applied: what a later one writes again is its own */
    public static Written in(List<Script> scripts) {
        Written written = new Written();
        for (Script script : scripts) {
            // What inserts rows may be long, and names nothing.
            SqlScript.split(script.text()).stream()
                    .filter(statement -> DEFINES.matcher(statement.text()).lookingAt())
                    .forEach(statement -> written.read(script.file(), Tokens.of(statement)));
        }
        return written;
    }

    Place table(String name) {
        return Optional.ofNullable(tables.get(key(name))).orElse(NOWHERE);
    }

    /** The column's own line, else its table's. */
    Place column(String table, String name) {
        return Optional.ofNullable(columns.get(key(table) + "." + key(name))).orElseGet(() -> table(table));
    }

    /** The line of an index, a constraint, a sequence or a type. */
    Optional<Place> named(String name) {
        return Optional.ofNullable(named.get(key(name)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void read(String file, Tokens tokens) {
        if (tokens.take("CREATE")) {
            tokens.skip(
                    "OR",
                    "REPLACE",
                    "GLOBAL",
                    "LOCAL",
                    "TEMPORARY",
                    "TEMP",
                    "UNLOGGED",
                    "UNIQUE",
                    "RECURSIVE",
                    "MATERIALIZED");
            create(file, tokens);
        } else if (tokens.take("ALTER")) {
            if (tokens.take("TABLE")) {
                tokens.skip("IF", "EXISTS", "ONLY");
                alter(file, tokens);
            } else if (tokens.take("TYPE") || tokens.take("SEQUENCE") || tokens.take("DOMAIN")) {
                tokens.skip("IF", "EXISTS");
                tokens.name().ifPresent(token -> named.put(key(token.text()), new Place(file, token.line())));
            }
        }
    }

    private void create(String file, Tokens tokens) {
        if (tokens.take("TABLE") || tokens.take("VIEW")) {
            tokens.skip("IF", "NOT", "EXISTS");
            tokens.name().ifPresent(token -> {
                String table = key(token.text());
                tables.put(table, new Place(file, token.line()));
                if (tokens.take("(")) {
                    tokens.items().forEach(item -> definition(file, table, item));
                }
            });
        } else if (tokens.take("INDEX")) {
            tokens.skip("CONCURRENTLY", "IF", "NOT", "EXISTS");
            tokens.name().ifPresent(token -> named.put(key(token.text()), new Place(file, token.line())));
        } else if (tokens.take("SEQUENCE") || tokens.take("TYPE") || tokens.take("DOMAIN")) {
            tokens.skip("IF", "NOT", "EXISTS");
            tokens.name().ifPresent(token -> named.put(key(token.text()), new Place(file, token.line())));
        }
    }

    /** A column, or a constraint of the table. */
    private void definition(String file, String table, Tokens item) {
        if (item.startsWithAny("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE", "LIKE", "PERIOD")) {
            constraints(file, item);
            return;
        }
        item.name().ifPresent(token -> columns.put(table + "." + key(token.text()), new Place(file, token.line())));
        constraints(file, item);
    }

    private void constraints(String file, Tokens item) {
        while (item.seek("CONSTRAINT")) {
            item.name().ifPresent(token -> named.put(key(token.text()), new Place(file, token.line())));
        }
    }

    private void alter(String file, Tokens tokens) {
        Optional<Tokens.Token> name = tokens.name();
        if (name.isEmpty()) {
            return;
        }
        String table = key(name.get().text());
        for (Tokens action : tokens.items()) {
            if (action.take("ADD")) {
                action.skip("COLUMN", "IF", "NOT", "EXISTS");
                definition(file, table, action);
            } else if (action.take("ALTER")) {
                action.skip("COLUMN");
                Optional<Tokens.Token> column = action.name();
                if (column.isPresent() && (action.seek("TYPE"))) {
                    columns.put(
                            table + "." + key(column.get().text()),
                            new Place(file, column.get().line()));
                }
            } else if (action.take("RENAME")) {
                rename(file, table, action);
            }
        }
    }

    private void rename(String file, String table, Tokens action) {
        if (action.take("TO")) {
            action.name().ifPresent(to -> {
                tables.put(key(to.text()), new Place(file, to.line()));
                Map.copyOf(columns).forEach((column, place) -> {
                    if (column.startsWith(table + ".")) {
                        columns.put(key(to.text()) + column.substring(table.length()), place);
                    }
                });
            });
            return;
        }
        boolean constraint = action.take("CONSTRAINT");
        action.skip("COLUMN");
        action.name();
        if (action.take("TO")) {
            action.name().ifPresent(to -> {
                Place place = new Place(file, to.line());
                if (constraint) {
                    named.put(key(to.text()), place);
                } else {
                    columns.put(table + "." + key(to.text()), place);
                }
            });
        }
    }
}
