package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;

/** The mapping says two things. */
final class OptionalTrueButNotNull implements DesignRule {

    private static final RulePage PAGE = RulePage.of(OptionalTrueButNotNull.class, Severity.LOW)
            .only("A catalogue has one word for it.")
            .at("JoinColumn.nullable", "Column.nullable")
            .title("An attribute may be missing by its mapping and may not by its column")
            .when("""
                    The mapping says optional = true or @Nullable, and nullable = false beside it.""")
            .effect("""
                    Whoever reads the class believes that it may be missing, and the database refuses it; Hibernate checks nothing before the flush.""")
            .says("""
                    "{attribute}" may be missing by its mapping, and "{column}" may not be null: whoever leaves it out fails at the flush.""")
            .instead("""
                    Say one thing: optional = false, or nullable = true.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "desk_room_id_idx", columnList = "room_id"))
                    class Desk {
                        @Id
                        Long id;

                        @ManyToOne(optional = true)
                        @JoinColumn(nullable = false) // finds: optional-true-but-not-null
                        Room room;
                    }

                    @Entity
                    class Room {
                        @Id
                        Long id;
                    }
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "desk_room_id_idx", columnList = "room_id"))
                    class Desk {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        @JoinColumn(nullable = false)
                        Room room;
                    }

                    @Entity
                    class Room {
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
        return eachColumn(schema, (table, column) -> column.is(Trait.SAID_OPTIONAL) && !column.nullable());
    }
}
