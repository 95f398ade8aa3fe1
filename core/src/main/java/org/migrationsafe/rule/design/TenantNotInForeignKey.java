package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A row can refer to another tenant's. */
final class TenantNotInForeignKey implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TenantNotInForeignKey.class, Severity.LOW)
            .concern(
                    "Whether every way to write these rows takes the reference from the same tenant.",
                    "The code that writes them, and what else writes to the database.",
                    "Assume that one does not, and put the tenant in the key.")
            .title("References between tenants' tables do not hold the tenant")
            .when("""
                    Both tables have a tenant column and the foreign key holds it on neither side. Where other foreign keys do hold it, each that does not is reported; where none does, they are told together, once.""")
            .effect("""
                    A row of one tenant can refer to a row of another: the database lets it, and what reads across the reference shows one tenant the other's data.""")
            .says("""
                    {keys} not hold it ({first}({columns}) of "{table}" to "{references}"): a row can refer to another tenant's.""")
            .instead("""
                    A unique constraint on ({tenant}, key) of "{references}", and a foreign key of both columns.""")
            .bad("""
                    @Entity
                    class Depot {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "crate_depot_id_idx", columnList = "depot_id"))
                    class Crate {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;

                        @ManyToOne(optional = false)
                        Depot depot; // finds: tenant-not-in-foreign-key
                    }
                    """)
            .badSql("""
                    CREATE TABLE depot (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL
                    );
                    ALTER TABLE depot ENABLE ROW LEVEL SECURITY;
                    CREATE TABLE crate (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        depot_id bigint NOT NULL REFERENCES depot -- finds: tenant-not-in-foreign-key
                    );
                    ALTER TABLE crate ENABLE ROW LEVEL SECURITY;
                    CREATE INDEX crate_depot_id_idx ON crate (depot_id);
                    """)
            .goodSql("""
                    CREATE TABLE depot (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        UNIQUE (tenant, id)
                    );
                    ALTER TABLE depot ENABLE ROW LEVEL SECURITY;
                    CREATE TABLE crate (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        depot_id bigint NOT NULL,
                        FOREIGN KEY (tenant, depot_id) REFERENCES depot (tenant, id)
                    );
                    ALTER TABLE crate ENABLE ROW LEVEL SECURITY;
                    CREATE INDEX crate_depot_id_idx ON crate (tenant, depot_id);
                    """)
            .good("""
                    @Entity
                    class Depot {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Map.Entry<Table, ForeignKey>> without = new ArrayList<>();
        Map<String, Table> byName = schema.byName();
        boolean someHold = false;
        for (Table table : schema.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean between = !key.is(ForeignKey.Trait.SAME_ROW)
                        && key.isWatched()
                        && table.tenant().isPresent()
                        && Optional.ofNullable(byName.get(key.referencedTable()))
                                .flatMap(Table::tenant)
                                .isPresent();
                boolean holds = between
                        && policy.holds(
                                key.columns(), table.tenant().orElseThrow().name());
                someHold |= holds;
                if (between && !holds) {
                    without.add(Map.entry(table, key));
                }
            }
        }
        if (without.isEmpty()) {
            return List.of();
        }
        return someHold
                ? without.stream()
                        .map(entry -> found(entry.getKey(), entry.getValue(), 1))
                        .toList()
                : List.of(found(without.get(0).getKey(), without.get(0).getValue(), without.size()));
    }

    private Finding found(Table table, ForeignKey key, int many) {
        String keys = many == 1
                ? "A foreign key between tables with a tenant does"
                : many + " foreign keys between tables with a tenant do";
        return finding(
                table,
                key,
                Fact.words("keys", keys),
                Fact.words("first", many == 1 ? "" : "the first: "),
                new Fact("tenant", table.tenant().orElseThrow().name()));
    }
}
