package org.migrationsafe.processor.read;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.TypeElement;

import org.migrationsafe.schema.Check;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.TableBuilder;

import static org.migrationsafe.processor.read.Mirror.JPA;

/** What an entity's table has for the hierarchy's sake: a joined subclass its parent's key, a root what tells classes apart. */
record InheritanceReader(Mapping mapping, TypeElement entity, TableBuilder table) {

    void read() {
        if (isJoinedSubclass()) {
            joinToParent();
        }
        discriminator();
    }

    private boolean isJoinedSubclass() {
        return Mapping.entitySuperclass(entity).isPresent()
                && Mapping.inheritance(entity).equals("JOINED");
    }

    /** A joined subclass has its parent's key, which is also the foreign key to it. */
    private void joinToParent() {
        TypeElement parent = Mapping.entitySuperclass(entity).orElseThrow();
        List<String> own = new ArrayList<>();
        List<String> referenced = new ArrayList<>();
        List<Identifiers.KeyColumn> keys = new Identifiers(mapping).of(parent);
        List<Identifiers.KeyColumn> ownKeys = new Identifiers(mapping).of(entity);
        for (int i = 0; i < keys.size(); i++) {
            Identifiers.KeyColumn key = keys.get(i);
            String name = ownKeys.get(i).physicalName();
            table.add(Column.of(name, key.type(), false, table.place())
                    .with(Trait.IDENTIFIER)
                    .ofAttribute("", key.javaType()));
            table.key(name);
            own.add(name);
            referenced.add(key.physicalName());
        }
        table.add(ForeignKey.of(
                        own,
                        mapping.tableName(parent),
                        referenced,
                        entity.getQualifiedName().toString(),
                        table.place())
                .onDelete(References.onDelete(Annotated.of(entity)))
                .with(ForeignKey.Trait.SAME_ROW));
    }

    private void discriminator() {
        boolean root = Mapping.entitySuperclass(entity).isEmpty();
        String inheritance = Mapping.inheritance(entity);
        var written = Mirror.find(entity, JPA + "DiscriminatorColumn");
        boolean divided =
                Mirror.has(entity, JPA + "Inheritance") || written.isPresent() || mapping.hasSubclasses(entity);
        boolean wanted =
                inheritance.equals("SINGLE_TABLE") && divided || inheritance.equals("JOINED") && written.isPresent();
        if (!root || !wanted) {
            return;
        }
        String name = mapping.names().of(written, "DTYPE");
        int length = written.flatMap(column -> column.number("length")).orElse(31);
        ColumnType type = written.flatMap(column -> column.constant("discriminatorType"))
                .map(kind -> switch (kind) {
                    case "INTEGER" -> new ColumnType(Kind.INTEGER, "integer");
                    case "CHAR" -> new ColumnType(Kind.TEXT, "char(1)");
                    default -> new ColumnType(Kind.TEXT, "varchar(" + length + ")");
                })
                .orElse(new ColumnType(Kind.TEXT, "varchar(" + length + ")"));
        table.add(Column.of(name, type, false, table.place()).ofAttribute("", "java.lang.String"));
        List<String> values = mapping.discriminatorValues(entity);
        if (type.kind() == Kind.TEXT && mapping.hibernate().checksDiscriminators()) {
            String list = String.join("','", values);
            table.add(new Check("", List.of(name), name + " in ('" + list + "')", values, table.place()));
        }
    }
}
