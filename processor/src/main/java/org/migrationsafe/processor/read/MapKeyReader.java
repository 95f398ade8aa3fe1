package org.migrationsafe.processor.read;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.TableBuilder;
import org.migrationsafe.source.Place;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** The key of a map, which stands in the table of the map's entries and in that table's key. */
record MapKeyReader(Mapping mapping, Attribute attribute) {

    void addTo(TableBuilder table) {
        mapping.mapKeyType(attribute).ifPresent(type -> {
            Optional<TypeElement> keyEntity = Mapping.element(type).filter(Mapping::isEntity);
            if (keyEntity.isPresent()) {
                List<Mirror> joins = attribute.all(JPA + "MapKeyJoinColumn", JPA + "MapKeyJoinColumns");
                new References(mapping, table, attribute)
                        .to(keyEntity.get(), joins, attribute.name() + "_KEY")
                        .forEach(table::key);
                return;
            }
            Optional<Mirror> written = attribute.find(JPA + "MapKeyColumn");
            String name = mapping.names().of(written, attribute.name() + "_KEY");
            table.add(Column.of(name, keyType(type, written), false, table.place())
                    .ofAttribute("", type.toString()));
            keyCheck(type, name, table.place()).ifPresent(table::add);
            table.key(name);
        });
    }

    private ColumnType keyType(TypeMirror type, Optional<Mirror> written) {
        Sizes sizes = Sizes.of(written.orElse(null));
        if (!BasicTypes.isEnum(type)) {
            return mapping.basicTypes().ofJava(type, sizes);
        }
        return isKeptByName()
                ? new ColumnType(Kind.TEXT, "varchar(" + sizes.length() + ")")
                : new ColumnType(Kind.SMALL_INTEGER, "smallint");
    }

    private boolean isKeptByName() {
        return attribute
                .find(JPA + "MapKeyEnumerated")
                .flatMap(mirror -> mirror.constant("value"))
                .filter("STRING"::equals)
                .isPresent();
    }

    private Optional<Check> keyCheck(TypeMirror type, String name, Place place) {
        List<String> constants = BasicTypes.constants(type);
        if (constants.isEmpty()) {
            return Optional.empty();
        }
        List<String> values = isKeptByName()
                ? constants
                : IntStream.range(0, constants.size()).mapToObj(String::valueOf).toList();
        return Optional.of(
                new Check("", List.of(name), name + " in (" + String.join(", ", values) + ")", values, place));
    }
}
