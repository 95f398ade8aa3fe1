package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;

/** A column may be null and nobody decided so. */
final class NullableWithoutReason implements DesignRule {

    private static final RulePage PAGE = RulePage.of(NullableWithoutReason.class, Severity.LOW)
            .only("A catalogue does not say why a column may be null.")
            .title("A column may be null and nobody said why")
            .when("""
                    The column is nullable only because nothing says so: no nullable = false, optional = false or @NotNull, and no
                    @Nullable or nullable = true either.""")
            .effect("""
                    Every reader has to think of a NULL that perhaps never comes, and the constraint gets dearer with every row.""")
            .says("""
                    "{attribute}" may be null in "{column}" only because nothing says otherwise.""")
            .instead("""
                    Write @Column(nullable = false) or @NotNull where a value is always there, @Nullable or nullable = true where it is not.""")
            .bad("""
                    @Entity
                    class Person {
                        @Id
                        Long id;

                        String name; // finds: nullable-without-reason
                    }
                    """)
            .good("""
                    @Entity
                    class Person {
                        @Id
                        Long id;

                        @Column(nullable = false)
                        String name;

                        @Column(nullable = true)
                        String middleName;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(
                schema,
                (table, column) -> column.nullable() && !column.is(Trait.NULL_INTENDED) && !column.is(Trait.VERSION));
    }
}
