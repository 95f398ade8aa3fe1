package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tables, columns and sequences are called in the database: the written name or the implied one, made physical by the naming
 * strategy. All names pass through here.
 */
record PhysicalNames(Naming naming) {

    /** A logical name's. */
    String of(String logical) {
        return naming.physical(logical);
    }

    /** What an annotation's {@code name} says, or the implied name. */
    String of(Optional<Mirror> written, String implied) {
        return naming.physical(logical(written, implied));
    }

    static String logical(Optional<Mirror> written, String implied) {
        return written.flatMap(mirror -> mirror.text("name")).orElse(implied);
    }

    /** The one of several annotations that stands at a position, such as the join column of a key's part. */
    static Optional<Mirror> at(List<Mirror> written, int position) {
        return position < written.size() ? Optional.of(written.get(position)) : Optional.empty();
    }

    List<String> of(List<String> logical) {
        return logical.stream().map(naming::physical).toList();
    }

    /** {@code "tenant_id, createdAt DESC"}. */
    List<String> ofColumnList(String list) {
        List<String> names = new ArrayList<>();
        for (String item : list.split(",")) {
            if (!item.isBlank()) {
                names.add(naming.physical(item.strip().split("\\s+")[0]));
            }
        }
        return names;
    }
}
