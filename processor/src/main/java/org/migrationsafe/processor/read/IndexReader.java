package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.lang.model.element.Element;

import org.migrationsafe.schema.Index;
import org.migrationsafe.source.Place;

/** The indexes and unique constraints that {@code @Table} and its like declare. */
final class IndexReader {

    private IndexReader() {}

    /**
     * @param owner the key of what bears the annotation
     * @param declarations gets where each of them is written
     */
    static List<Index> of(
            Mirror table,
            PhysicalNames names,
            String owner,
            Element element,
            Map<String, Declaration> declarations,
            Place place) {
        List<Index> indexes = new ArrayList<>();
        for (Mirror index : table.mirrors("indexes")) {
            List<String> columns = names.ofColumnList(index.text("columnList").orElse(""));
            String declaration = declared(owner, columns, Declaration.of(element, index, "columnList"), declarations);
            indexes.add(Index.of(
                    index.text("name").orElse(""),
                    columns,
                    index.truth("unique").orElse(false),
                    declaration,
                    place));
        }
        for (Mirror unique : table.mirrors("uniqueConstraints")) {
            List<String> columns = names.of(unique.texts("columnNames"));
            String declaration = declared(owner, columns, Declaration.of(element, unique, "columnNames"), declarations);
            indexes.add(Index.of(unique.text("name").orElse(""), columns, true, declaration, place)
                    .with(Index.Trait.CONSTRAINT));
        }
        return indexes;
    }

    /** A key for it; of two that have the same columns each has its own. */
    private static String declared(
            String owner, List<String> columns, Declaration at, Map<String, Declaration> declarations) {
        String first = owner + "(" + String.join(", ", columns) + ")";
        String key = first;
        for (int i = 2; declarations.containsKey(key); i++) {
            key = first + " " + i;
        }
        declarations.put(key, at);
        return key;
    }
}
