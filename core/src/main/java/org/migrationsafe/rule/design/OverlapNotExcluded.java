package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Two periods of one thing may overlap. */
final class OverlapNotExcluded implements DesignRule {

    private static final RulePage PAGE = RulePage.of(OverlapNotExcluded.class, Severity.LOW)
            .concern(
                    "Whether two periods of one thing may overlap.",
                    "Whoever knows the business, and a query for rows that overlap now.",
                    "Assume that they may not, and look for those that do.")
            .only("A mapping cannot express an exclusion constraint.")
            .title("Periods that belong to one thing may overlap")
            .when("""
                    The table has a period that is still to come and refers to something, and no exclusion constraint keeps two periods of it apart.""")
            .effect("""
                    Two bookings of one room at one time come in by the first race: a check in the application sees only what is committed.""")
            .says("""
                    Two rows of "{table}" for one "{references}" may overlap in time ("{start}" to "{end}"): no exclusion constraint keeps them apart.""")
            .instead("""
                    Add EXCLUDE USING gist ({columns} WITH =, {range}({start}, {end}) WITH &&), with the extension btree_gist.""")
            .badSql("""
                    CREATE TABLE room (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE booking ( -- finds: overlap-not-excluded
                        id bigint PRIMARY KEY,
                        room_id bigint NOT NULL REFERENCES room,
                        start_date date NOT NULL,
                        end_date date NOT NULL,
                        CHECK (end_date >= start_date)
                    );
                    CREATE INDEX booking_room_id_idx ON booking (room_id);
                    """)
            .goodSql("""
                    CREATE EXTENSION btree_gist;
                    CREATE TABLE room (
                        id bigint PRIMARY KEY
                    );
                    CREATE TABLE booking (
                        id bigint PRIMARY KEY,
                        room_id bigint NOT NULL REFERENCES room,
                        start_date date NOT NULL,
                        end_date date NOT NULL,
                        CHECK (end_date >= start_date),
                        EXCLUDE USING gist (room_id WITH =, daterange(start_date, end_date) WITH &&)
                    );
                    CREATE INDEX booking_room_id_idx ON booking (room_id);
                    """)
            .inSqlAlone();

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Finding> found = new ArrayList<>();
        for (Table table : schema.tables()) {
            boolean excluded = table.indexes().stream().anyMatch(index -> index.is(Index.Trait.EXCLUSION));
            List<ForeignKey> keys = table.foreignKeys().stream()
                    .filter(key -> key.columns().stream().noneMatch(name -> table.column(name)
                            .filter(column -> column.is(Trait.TENANT))
                            .isPresent()))
                    .toList();
            if (!schema.isModel() && !excluded && keys.size() == 1) {
                Period.in(table).stream()
                        .filter(Period::isPlanned)
                        .findFirst()
                        .ifPresent(period -> found.add(found(table, keys.get(0), period)));
            }
        }
        return found;
    }

    private Finding found(Table table, ForeignKey key, Period period) {
        String range =
                switch (period.start().type().kind()) {
                    case DATE -> "daterange";
                    case TIMESTAMP -> "tsrange";
                    default -> "tstzrange";
                };
        return finding(
                table,
                new Fact("references", key.referencedTable()),
                new Fact("start", period.start().name()),
                new Fact("end", period.end().name()),
                Fact.words("columns", String.join(" WITH =, ", key.columns())),
                Fact.words("range", range));
    }
}
