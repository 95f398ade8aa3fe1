package org.migrationsafe.rule.design;

import java.util.List;
import java.util.Locale;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** No known query asks for it. */
final class SpeculativeIndex implements DesignRule {

    private static final RulePage PAGE = RulePage.of(SpeculativeIndex.class, Severity.LOW)
            .concern(
                    "Whether a query that is not written here uses it: one built at run time, a report, another program.",
                    "pg_stat_user_indexes of production.",
                    "Keep it until that was read.")
            .only("A catalogue knows no queries; those of the application are seen where its entities are compiled.")
            .title("No known query asks for an index's columns")
            .when("""
                    Queries are known (named ones, and those of Spring Data's repositories in the module), and none of them mentions a column of the index. Without any known query the rule is silent.""")
            .effect("""
                    An index that nobody uses costs each INSERT and most UPDATEs a page, and its share of memory and of VACUUM.""")
            .says("""
                    No query that is known asks for ({columns}) of "{entity}", and each write keeps index {index}.""")
            .instead("""
                    Drop it until a query needs it; pg_stat_user_indexes in production shows how often it is used.""")
            .bad("""
                    @Entity
                    @NamedQuery(name = "Plant.byName", query = "select p from Plant p where p.name = :name")
                    @Table(indexes = {
                        @Index(name = "plant_name_idx", columnList = "name"),
                        @Index(name = "plant_height_idx", columnList = "height") // finds: speculative-index
                    })
                    class Plant {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String name;

                        int height;
                    }
                    """)
            .good("""
                    @Entity
                    @NamedQuery(name = "Plant.byName", query = "select p from Plant p where p.name = :name")
                    @Table(indexes = @Index(name = "plant_name_idx", columnList = "name"))
                    class Plant {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 80)
                        String name;

                        int height;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        if (schema.queried().isEmpty()) {
            return List.of();
        }
        return eachIndex(
                schema,
                (table, index) -> !index.unique()
                        && !index.declaration().isEmpty()
                        && index.columns().stream().noneMatch(name -> isAskedFor(schema, table, name)));
    }

    private static boolean isAskedFor(Schema schema, Table table, String name) {
        return table.column(name)
                .map(column -> column.is(Trait.FOREIGN_KEY)
                        || schema.queried().contains(loose(name))
                        || schema.queried()
                                .contains(loose(column.attribute()
                                        .substring(column.attribute().lastIndexOf('.') + 1))))
                .orElse(true);
    }

    private static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
