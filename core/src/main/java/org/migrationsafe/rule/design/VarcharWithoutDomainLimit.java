package org.migrationsafe.rule.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.policy.NameWords;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A text that has a known greatest length does not say it. */
final class VarcharWithoutDomainLimit implements DesignRule {

    private static final int DEFAULT_LENGTH = 255;

    /** What a name means, and the length that a standard gives it. */
    private record Domain(Pattern name, String limit, String meaning) {
        private static Domain of(String name, int limit, String meaning) {
            return new Domain(Pattern.compile("(^|_)(" + name + ")$"), String.valueOf(limit), meaning);
        }
    }

    private static final List<Domain> DOMAINS = List.of(
            Domain.of("iban", 34, "an IBAN has at most 34 characters (ISO 13616)"),
            Domain.of("bic|swift|swift_code|bic_code", 11, "a BIC has at most 11 characters (ISO 9362)"),
            Domain.of("country_code|countrycode", 3, "a country's code has 2 or 3 letters (ISO 3166)"),
            Domain.of("currency|currency_code|currencycode", 3, "a currency's code has 3 letters (ISO 4217)"),
            Domain.of("email|email_address|e_mail", 254, "an address for mail has at most 254 characters (RFC 5321)"),
            Domain.of("phone|phone_number|mobile|fax", 20, "a telephone number has at most 15 digits (E.164)"),
            Domain.of("isbn", 17, "an ISBN has 13 digits, 17 characters with its hyphens (ISO 2108)"),
            Domain.of("ip|ip_address", 45, "an IP address has at most 45 characters, and inet is a type for it"),
            Domain.of("language_code|locale", 35, "a language's tag has at most 35 characters (RFC 5646)"));

    private static final RulePage PAGE = RulePage.of(VarcharWithoutDomainLimit.class, Severity.LOW)
            .at("Column")
            .title("A text of limited length has no limit of its own")
            .when("""
                    The name means something whose length a standard limits, and the length is the default or none. With migrationsafe.texts=limited every text needs a length; with any, none does.""")
            .effect("""
                    What can only be wrong is stored all the same, and is found by whoever prints or sends it. A limit that is added later is checked against every row, under a lock.""")
            .says("""
                    "{attribute}" may be of any length up to {type}, but {meaning}.""")
            .instead("""
                    Write the length: @Column(length = {limit}).""")
            .bad("""
                    @Entity
                    class Payee {
                        @Id
                        Long id;

                        @Column(nullable = false) // finds: varchar-without-domain-limit
                        String iban;
                    }
                    """)
            .badSql("""
                    CREATE TABLE payee (
                        id bigint PRIMARY KEY,
                        iban varchar(255) NOT NULL -- finds: varchar-without-domain-limit
                    );
                    """)
            .goodSql("""
                    CREATE TABLE payee (
                        id bigint PRIMARY KEY,
                        iban varchar(34) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Payee {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 34)
                        String iban;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        if (policy.texts() == DesignPolicy.Texts.ANY) {
            return List.of();
        }
        Map<String, Finding> found = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                if (isUnlimited(schema, column)) {
                    Domain domain = domain(column.name(), policy);
                    if (domain != null) {
                        Finding finding = finding(
                                table,
                                column,
                                new Fact("meaning", domain.meaning()),
                                Fact.words("limit", domain.limit()));
                        found.putIfAbsent(finding.subject().text(), finding);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isUnlimited(Schema schema, Column column) {
        boolean written = column.is(Trait.LENGTH_WRITTEN)
                || !schema.isModel()
                        && column.type().length() > 0
                        && column.type().length() != DEFAULT_LENGTH;
        boolean text = column.javaType().isEmpty() || column.javaType().equals("java.lang.String");
        return column.type().kind() == Kind.TEXT
                && text
                && !written
                && column.constants().isEmpty()
                && column.type().domain().isEmpty();
    }

    private static @Nullable Domain domain(String name, DesignPolicy policy) {
        String words = String.join("_", NameWords.of(name));
        return DOMAINS.stream()
                .filter(domain -> domain.name().matcher(words).find())
                .findFirst()
                .orElse(
                        policy.texts() == DesignPolicy.Texts.LIMITED
                                ? new Domain(Pattern.compile(""), "…", "this project wants a length for every text")
                                : null);
    }
}
