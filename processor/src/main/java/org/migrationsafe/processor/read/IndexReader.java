package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.schema.Index;
import org.migrationsafe.source.Place;

/** The indexes and unique constraints that {@code @Table} and its like declare. */
final class IndexReader {

    private IndexReader() {}

    static List<Index> of(Mirror table, Naming naming, Place place) {
        List<Index> indexes = new ArrayList<>();
        for (Mirror index : table.mirrors("indexes")) {
            indexes.add(new Index(
                    index.text("name").orElse(""),
                    columnList(index.text("columnList").orElse(""), naming),
                    index.truth("unique").orElse(false),
                    place));
        }
        for (Mirror unique : table.mirrors("uniqueConstraints")) {
            List<String> columns =
                    unique.texts("columnNames").stream().map(naming::physical).toList();
            indexes.add(new Index(unique.text("name").orElse(""), columns, true, place));
        }
        return indexes;
    }

    /** {@code "tenant_id, createdAt DESC"}: logical names, which the naming strategy makes physical. */
    private static List<String> columnList(String list, Naming naming) {
        List<String> names = new ArrayList<>();
        for (String item : list.split(",")) {
            if (!item.isBlank()) {
                names.add(naming.physical(item.strip().split("\\s+")[0]));
            }
        }
        return names;
    }
}
