package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** Nobody knows who. */
final class NoActorOnSensitiveEntity implements DesignRule {

    private static final Set<String> SENSITIVE = Set.of(
            "account",
            "contract",
            "credential",
            "grant",
            "invoice",
            "patient",
            "payment",
            "payroll",
            "permission",
            "privilege",
            "refund",
            "role",
            "salary",
            "secret",
            "user",
            "wage");

    private static final RulePage PAGE = RulePage.of(NoActorOnSensitiveEntity.class, Severity.LOW)
            .concern(
                    "Whether anybody will ask who changed these rows.",
                    "What the law, the auditors and the contracts demand.",
                    "Assume that somebody will.")
            .title("A sensitive table does not say who changed its rows, where others do")
            .when("""
                    Some table of the project says who made or changed its rows, and this one does not, although its name is of money, persons or rights.""")
            .effect("""
                    Who raised the salary, and who granted the role, is asked afterwards; then nobody knows.""")
            .says("""
                    "{entity}" does not say who changed its rows, as "{other}" does: of {word} somebody will ask.""")
            .instead("""
                    Add the same columns: @CreatedBy and @LastModifiedBy, or a log of changes.""")
            .bad("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 40)
                        String createdBy;
                    }

                    @Entity
                    class Salary { // finds: no-actor-on-sensitive-entity
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE article (id bigint PRIMARY KEY, created_by varchar(40) NOT NULL);
                    CREATE TABLE salary (id bigint PRIMARY KEY); -- finds: no-actor-on-sensitive-entity
                    """)
            .goodSql("""
                    CREATE TABLE article (id bigint PRIMARY KEY, created_by varchar(40) NOT NULL);
                    CREATE TABLE salary (id bigint PRIMARY KEY, created_by varchar(40) NOT NULL);
                    """)
            .good("""
                    @Entity
                    class Article {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 40)
                        String createdBy;
                    }

                    @Entity
                    class Salary {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 40)
                        String createdBy;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Finding> found = new ArrayList<>();
        Optional<Table> example = schema.tables().stream()
                .filter(table -> table.columns(Trait.ACTOR).findAny().isPresent())
                .findFirst();
        if (example.isEmpty()) {
            return found;
        }
        for (Table table : schema.tables()) {
            if (table.isOfEntities() && table.columns(Trait.ACTOR).findAny().isEmpty()) {
                NameWords.of(table.name()).stream()
                        .map(word -> word.replaceFirst("s$", ""))
                        .filter(SENSITIVE::contains)
                        .findFirst()
                        .ifPresent(word -> found.add(finding(
                                table, new Fact("other", example.get().qualifiedName()), new Fact("word", word))));
            }
        }
        return found;
    }
}
