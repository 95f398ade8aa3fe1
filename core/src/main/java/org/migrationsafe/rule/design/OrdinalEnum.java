package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;

/** An enum is stored by its position. */
final class OrdinalEnum implements DesignRule {

    private static final RulePage PAGE = RulePage.of(OrdinalEnum.class, Severity.HIGH)
            .at("Enumerated")
            .title("An enum is stored as the position of its constant")
            .when("""
                    The attribute is an enum that is stored as a number, which is the default.""")
            .effect("""
                    The number means whatever stands at that position today: a constant added in the middle, or moved, gives every row above
                    it another meaning, without an error.""")
            .says("""
                    "{attribute}" is stored as the position of its constant ({type}): adding or moving a constant changes what stored rows mean.""")
            .instead("""
                    Add @Enumerated(EnumType.STRING) and a length, or a converter with codes of your own.""")
            .bad("""
                    @Entity
                    class Parcel {
                        enum State { PACKED, SENT }

                        @Id
                        Long id;

                        @Column(nullable = false)
                        State state; // finds: ordinal-enum
                    }
                    """)
            .badSql("""
                    CREATE TABLE parcel (
                        id bigint PRIMARY KEY,
                        state smallint NOT NULL CHECK (state BETWEEN 0 AND 2) -- finds: ordinal-enum
                    );
                    """)
            .goodSql("""
                    CREATE TABLE parcel (
                        id bigint PRIMARY KEY,
                        state varchar(20) NOT NULL CHECK (state IN ('PACKED', 'SENT'))
                    );
                    """)
            .good("""
                    @Entity
                    class Parcel {
                        enum State { PACKED, SENT }

                        @Id
                        Long id;

                        @Column(nullable = false, length = 20)
                        @Enumerated(EnumType.STRING)
                        State state;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return policy.enums() == DesignPolicy.Enums.ORDINAL
                ? List.of()
                : eachColumn(
                        schema,
                        (table, column) ->
                                column.is(Trait.ORDINAL_ENUM) && column.type().kind() != Kind.NATIVE_ENUM);
    }
}
