package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;
import org.migrationsafe.schema.Schema;

/** A name is not like the others. */
final class NamingInconsistent implements DesignRule {

    private static final RulePage PAGE = RulePage.of(NamingInconsistent.class, Severity.NIT)
            .at("Table.name", "JoinColumn.name", "Column.name")
            .title("A name does not follow the project's own convention")
            .when("""
                    At least five names of a kind are there, four fifths of them follow one convention, and this one does not. Which convention it is, is the project's own.""")
            .effect("""
                    Whoever writes a query guesses the name from the others, and is wrong.""")
            .says("""
                    Name "{name}" ({kind}) is not like the others: {followers} of {all} {convention}.""")
            .instead("""
                    Name it as the others, as long as nothing reads it yet; a rename breaks the code that runs.""")
            .bad("""
                    @Entity
                    class Bird {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Fish {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Horse {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Mole {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Snake {
                        @Id
                        Long id;
                    }

                    @Entity
                    @Table(name = "tigers") // finds: naming-inconsistent
                    class Tiger {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE bird (id bigint PRIMARY KEY);
                    CREATE TABLE fish (id bigint PRIMARY KEY);
                    CREATE TABLE horse (id bigint PRIMARY KEY);
                    CREATE TABLE mole (id bigint PRIMARY KEY);
                    CREATE TABLE snake (id bigint PRIMARY KEY);
                    CREATE TABLE tigers (id bigint PRIMARY KEY); -- finds: naming-inconsistent
                    """)
            .goodSql("""
                    CREATE TABLE bird (id bigint PRIMARY KEY);
                    CREATE TABLE fish (id bigint PRIMARY KEY);
                    CREATE TABLE horse (id bigint PRIMARY KEY);
                    CREATE TABLE mole (id bigint PRIMARY KEY);
                    CREATE TABLE snake (id bigint PRIMARY KEY);
                    CREATE TABLE tiger (id bigint PRIMARY KEY);
                    """)
            .good("""
                    @Entity
                    class Bird {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Fish {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Horse {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Mole {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Snake {
                        @Id
                        Long id;
                    }

                    @Entity
                    class Tiger {
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
        return Conventions.of(schema).all().stream()
                .flatMap(convention -> convention.deviations().stream()
                        .map(name -> new Finding(
                                page(),
                                name.place(),
                                new Subject.Declared(name.key()),
                                name.table(),
                                List.of(
                                        new Fact("name", name.text()),
                                        new Fact("kind", convention.kind()),
                                        new Fact("followers", String.valueOf(convention.followers())),
                                        new Fact("all", String.valueOf(convention.all())),
                                        new Fact("convention", convention.says())))))
                .toList();
    }
}
