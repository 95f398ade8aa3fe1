package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** No row can be the first. */
final class ForeignKeyCycle implements DesignRule {

    private static final RulePage PAGE = RulePage.of(ForeignKeyCycle.class, Severity.MEDIUM)
            .title("Tables refer to each other in a circle, and no reference may be missing")
            .when("""
                    A circle of foreign keys of which none may be null and none is deferrable.""")
            .effect("""
                    No row can be inserted: each needs another that is not there yet. Who gets around it does so by switching constraints off.""")
            .says("""
                    "{attribute}" closes a circle of references that may not be missing ({circle}): no row can be the first.""")
            .instead("""
                    Let one of them be null, or be deferrable; or keep the relation in one of the tables alone.""")
            .bad("""
                    @Entity
                    @Table(indexes = @Index(name = "team_lead_id_idx", columnList = "lead_id"))
                    class Team {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Member lead;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "member_team_id_idx", columnList = "team_id"))
                    class Member {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Team team; // finds: foreign-key-cycle
                    }
                    """)
            .badSql("""
                    CREATE TABLE team (
                        id bigint PRIMARY KEY,
                        lead_id bigint NOT NULL
                    );
                    CREATE INDEX team_lead_id_idx ON team (lead_id);
                    CREATE TABLE member (
                        id bigint PRIMARY KEY,
                        team_id bigint NOT NULL REFERENCES team -- finds: foreign-key-cycle
                    );
                    CREATE INDEX member_team_id_idx ON member (team_id);
                    ALTER TABLE team ADD CONSTRAINT team_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES member;
                    """)
            .goodSql("""
                    CREATE TABLE team (
                        id bigint PRIMARY KEY,
                        lead_id bigint
                    );
                    CREATE INDEX team_lead_id_idx ON team (lead_id);
                    CREATE TABLE member (
                        id bigint PRIMARY KEY,
                        team_id bigint NOT NULL REFERENCES team
                    );
                    CREATE INDEX member_team_id_idx ON member (team_id);
                    ALTER TABLE team ADD CONSTRAINT team_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES member;
                    """)
            .good("""
                    @Entity
                    @Table(indexes = @Index(name = "team_lead_id_idx", columnList = "lead_id"))
                    class Team {
                        @Id
                        Long id;

                        @ManyToOne(optional = true)
                        Member lead;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "member_team_id_idx", columnList = "team_id"))
                    class Member {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Team team;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        Cycles cycles = new Cycles(schema, ForeignKeyCycle::isBinding);
        Set<String> told = new HashSet<>();
        List<Finding> found = new ArrayList<>();
        for (Table table : schema.tables()) {
            List<Table> circle = told.contains(table.name()) ? List.of() : cycles.through(table);
            if (circle.size() > 1) {
                circle.forEach(each -> told.add(each.name()));
                String next = circle.get(1).name();
                table.foreignKeys().stream()
                        .filter(key -> key.referencedTable().equals(next) && isBinding(table, key))
                        .findFirst()
                        .ifPresent(key -> found.add(finding(
                                table,
                                key,
                                new Fact(
                                        "circle",
                                        Stream.concat(circle.stream(), Stream.of(table))
                                                .map(Table::name)
                                                .collect(Collectors.joining(" → "))))));
            }
        }
        return found;
    }

    private static boolean isBinding(Table table, ForeignKey key) {
        return key.isWatched()
                && !key.is(ForeignKey.Trait.DEFERRABLE)
                && !key.is(ForeignKey.Trait.SAME_ROW)
                && key.columns().stream().allMatch(name -> table.column(name)
                        .filter(column -> !column.nullable())
                        .isPresent());
    }
}
