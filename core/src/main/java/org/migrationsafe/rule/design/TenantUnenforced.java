package org.migrationsafe.rule.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Each query has to think of the tenant. */
final class TenantUnenforced implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TenantUnenforced.class, Severity.MEDIUM)
            .concern(
                    "Whether something else keeps tenants apart: a database for each, a filter of the application's own.",
                    "How a request gets its connection, and what the tests say of another tenant's rows.",
                    "Assume that nothing does.")
            .title("Nothing keeps tenants apart but the queries")
            .when("""
                    The table has a tenant column, Hibernate does not filter by it (@TenantId), and the database has no row-level security on it. Read from entities alone, only the first is known.""")
            .effect("""
                    The one query that forgets the tenant shows each tenant all of them.""")
            .says("""
                    "{entity}" has the tenant column "{tenant}", and {unknown}: the one query that forgets it shows all tenants' rows.""")
            .instead("""
                    Put @TenantId on the attribute, and row-level security beneath it: ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, with a policy on "{tenant}".""")
            .bad("""
                    @Entity
                    class Ledger {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        String tenant; // finds: tenant-unenforced
                    }
                    """)
            .badSql("""
                    CREATE TABLE ledger (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL -- finds: tenant-unenforced
                    );
                    """)
            .goodSql("""
                    CREATE TABLE ledger (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL
                    );
                    ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY own ON ledger USING (tenant = current_setting('shop.tenant'));
                    """)
            .good("""
                    @Entity
                    class Ledger {
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
        Map<String, Finding> found = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            table.tenant()
                    .filter(tenant -> !tenant.is(Trait.TENANT_FILTERED) && !table.is(Table.Trait.ROW_SECURITY))
                    .filter(tenant -> !tenant.attribute().isEmpty() || !schema.isModel())
                    .map(tenant -> finding(
                            table,
                            tenant,
                            Fact.words("entity", table.shortEntity()),
                            Fact.words("table", table.qualifiedName()),
                            new Fact("tenant", tenant.name()),
                            Fact.words(
                                    "unknown",
                                    schema.isModel()
                                            ? "no @TenantId filters by it"
                                            : "neither Hibernate nor the database is known to filter by it")))
                    .ifPresent(finding -> found.putIfAbsent(finding.subject().text(), finding));
        }
        return List.copyOf(found.values());
    }
}
