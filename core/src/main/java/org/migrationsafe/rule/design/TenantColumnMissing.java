package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A table does not say whose its rows are. */
final class TenantColumnMissing implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TenantColumnMissing.class, Severity.HIGH)
            .title("A table has no tenant column")
            .when("""
                    Some entities of the model have a tenant column (@TenantId, or the name that migrationsafe.tenantColumn gives), and this one has none and is not among migrationsafe.sharedTables.""")
            .effect("""
                    Its rows can be told apart by tenant only through joins, so a query that forgets one shows a tenant the rows of another.""")
            .says("""
                    "{entity}" has no tenant column although the model has tenants: "{table}" mixes all tenants' rows.""")
            .instead("""
                    Add a @TenantId attribute, or name the table in -Amigrationsafe.sharedTables where it belongs to all tenants.""")
            .bad("""
                    @Entity
                    class Contract {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;
                    }

                    @Entity
                    class Clause { // finds: tenant-column-missing
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE contract (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL
                    );
                    ALTER TABLE contract ENABLE ROW LEVEL SECURITY;
                    CREATE TABLE clause ( -- finds: tenant-column-missing
                        id bigint PRIMARY KEY
                    );
                    """)
            .goodSql("""
                    CREATE TABLE contract (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL
                    );
                    ALTER TABLE contract ENABLE ROW LEVEL SECURITY;
                    CREATE TABLE clause (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL
                    );
                    ALTER TABLE clause ENABLE ROW LEVEL SECURITY;
                    """)
            .good("""
                    @Entity
                    class Contract {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;
                    }

                    @Entity
                    class Clause {
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
        if (schema.tables().stream().noneMatch(table -> table.tenant().isPresent())) {
            return List.of();
        }
        return schema.tables().stream()
                .filter(Table::isOfEntities)
                .filter(table -> table.tenant().isEmpty() && !policy.isShared(table.name()))
                .map(this::finding)
                .toList();
    }
}
