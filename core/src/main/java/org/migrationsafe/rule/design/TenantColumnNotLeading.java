package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** An index does not begin with the tenant. */
final class TenantColumnNotLeading implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TenantColumnNotLeading.class, Severity.MEDIUM)
            .title("An index holds the tenant column but does not begin with it")
            .when("""
                    An index or unique constraint holds the tenant column, but not first.""")
            .effect("""
                    Every query of a multi-tenant application asks for one tenant. An index that begins with another column finds all
                    tenants' rows first and throws most of them away.""")
            .says("""
                    Index ({columns}) of "{entity}" holds the tenant column "{tenant}" but begins with "{first}": it reads other tenants' rows first.""")
            .instead("""
                    Put "{tenant}" first.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "ticket_number_idx", columnList = "number, tenant")) // finds: tenant-column-not-leading
                    class Ticket {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;

                        @Column(nullable = false)
                        String number;
                    }
                    """)
            .badSql("""
                    CREATE TABLE ticket (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        number varchar(10) NOT NULL
                    );
                    ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
                    CREATE INDEX ticket_number_idx ON ticket (number, tenant); -- finds: tenant-column-not-leading
                    """)
            .goodSql("""
                    CREATE TABLE ticket (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        number varchar(10) NOT NULL
                    );
                    ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
                    CREATE INDEX ticket_number_idx ON ticket (tenant, number);
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "ticket_number_idx", columnList = "tenant, number"))
                    class Ticket {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;

                        @Column(nullable = false)
                        String number;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return schema.tables().stream()
                .flatMap(table -> table.tenant().stream().flatMap(tenant -> table.indexes().stream()
                        .filter(index -> holdsLater(index, tenant, policy))
                        .map(index -> found(table, tenant, index))))
                .toList();
    }

    private static boolean holdsLater(Index index, Column tenant, DesignPolicy policy) {
        return index.columns().stream().skip(1).anyMatch(column -> policy.sameName(column, tenant.name()));
    }

    private Finding found(Table table, Column tenant, Index index) {
        return finding(
                table,
                index,
                new Fact("tenant", tenant.name()),
                new Fact("first", index.columns().get(0)));
    }
}
