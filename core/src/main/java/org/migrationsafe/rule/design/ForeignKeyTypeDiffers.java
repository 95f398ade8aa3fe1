package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.PostgresTypes;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** The two sides of a reference are of different types. */
final class ForeignKeyTypeDiffers implements DesignRule {

    private static final RulePage PAGE = RulePage.of(ForeignKeyTypeDiffers.class, Severity.HIGH)
            .at("JoinColumn.columnDefinition")
            .title("A foreign key's type differs from the key that it refers to")
            .when("""
                    The column and the column that it refers to are of different types.""")
            .effect("""
                    Some values of one do not fit into the other: an integer that refers to a bigint fails at 2,147,483,648. Every join converts.""")
            .says("""
                    "{attribute}" is {type} and refers to "{references}", which is {referenced}: not every key fits, and every join converts.""")
            .instead("""
                    Give both the same type; remove the column definition.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "leg_trip_id_idx", columnList = "trip_id"))
                    class Leg {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        @JoinColumn(columnDefinition = "integer") // finds: foreign-key-type-differs
                        Trip trip;
                    }

                    @Entity
                    class Trip {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE trip (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE leg (
                        id bigint PRIMARY KEY,
                        trip_id integer NOT NULL REFERENCES trip -- finds: foreign-key-type-differs
                    );
                    CREATE INDEX leg_trip_id_idx ON leg (trip_id);
                    """)
            .goodSql("""
                    CREATE TABLE trip (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE leg (
                        id bigint PRIMARY KEY,
                        trip_id bigint NOT NULL REFERENCES trip
                    );
                    CREATE INDEX leg_trip_id_idx ON leg (trip_id);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "leg_trip_id_idx", columnList = "trip_id"))
                    class Leg {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Trip trip;
                    }

                    @Entity
                    class Trip {
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
        Map<String, Table> byName = schema.byName();
        return schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream()
                        .flatMap(key -> Optional.ofNullable(byName.get(key.referencedTable())).stream()
                                .flatMap(other -> differences(table, key, other))))
                .toList();
    }

    private Stream<Finding> differences(Table table, ForeignKey key, Table other) {
        return IntStream.range(
                        0,
                        Math.min(key.columns().size(), key.referencedColumns().size()))
                .boxed()
                .flatMap(i -> table.column(key.columns().get(i)).stream()
                        .flatMap(own -> other.column(key.referencedColumns().get(i)).stream()
                                .filter(referenced -> differ(own, referenced))
                                .map(referenced -> finding(
                                        table,
                                        key,
                                        new Fact("type", own.type().sql()),
                                        new Fact("referenced", referenced.type().sql())))));
    }

    private static boolean differ(Column one, Column other) {
        String type = PostgresTypes.canonical(one.type().sql());
        String otherType = PostgresTypes.canonical(other.type().sql());
        return !type.isEmpty() && !otherType.isEmpty() && !type.equals(otherType);
    }
}
