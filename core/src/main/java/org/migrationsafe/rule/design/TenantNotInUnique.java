package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Index;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Tenants get into each other's way. */
final class TenantNotInUnique implements DesignRule {

    private static final RulePage PAGE = RulePage.of(TenantNotInUnique.class, Severity.HIGH)
            .title("A unique constraint does not hold the tenant")
            .when("""
                    The table has a tenant column, and a unique constraint or index does not hold it. Generated values and references are left out: they belong to one tenant anyway.""")
            .effect("""
                    One tenant cannot use a value that another tenant uses, and learns from the refusal that the other tenant has it.""")
            .says("""
                    Unique ({columns}) of "{entity}" does not hold the tenant "{tenant}": one tenant is refused a value that another tenant has.""")
            .instead("""
                    Put "{tenant}" first: ({tenant}, {columns}).""")
            .bad("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "coupon_code_key", columnNames = "code")) // finds: tenant-not-in-unique
                    class Coupon {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;

                        @Column(nullable = false, length = 20)
                        String code;
                    }
                    """)
            .badSql("""
                    CREATE TABLE coupon (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        code varchar(20) NOT NULL CONSTRAINT coupon_code_key UNIQUE -- finds: tenant-not-in-unique
                    );
                    ALTER TABLE coupon ENABLE ROW LEVEL SECURITY;
                    """)
            .goodSql("""
                    CREATE TABLE coupon (
                        id bigint PRIMARY KEY,
                        tenant varchar(20) NOT NULL,
                        code varchar(20) NOT NULL,
                        CONSTRAINT coupon_tenant_code_key UNIQUE (tenant, code)
                    );
                    ALTER TABLE coupon ENABLE ROW LEVEL SECURITY;
                    """)
            .good("""
                    @Entity
                    @Table(uniqueConstraints = @UniqueConstraint(name = "coupon_tenant_code_key", columnNames = {"tenant", "code"}))
                    class Coupon {
                        @Id
                        Long id;

                        @TenantId
                        @Column(nullable = false)
                        String tenant;

                        @Column(nullable = false, length = 20)
                        String code;
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
                        .filter(Index::unique)
                        .filter(index -> !policy.holds(index.columns(), tenant.name()))
                        .filter(index -> index.columns().stream().noneMatch(name -> isOfOneTenant(table, name)))
                        .map(index -> finding(table, index, new Fact("tenant", tenant.name())))))
                .toList();
    }

    private static boolean isOfOneTenant(Table table, String name) {
        return table.primaryKey().contains(name)
                || table.column(name)
                        .filter(column -> column.is(Trait.FOREIGN_KEY)
                                || column.is(Trait.GENERATED)
                                || column.is(Trait.UUID_VALUE)
                                || column.type().kind() == Kind.UUID)
                        .isPresent();
    }
}
