package org.migrationsafe.source;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets in the places where they turn up; what only looks like one stays. */
class RedactionTest {

    @Test
    void leaves_alone_what_is_no_secret() {
        for (String text : List.of(
                "jdbc:postgresql://localhost:5432/shop?user=app&ssl=true",
                "ALTER TABLE account ADD COLUMN password text",
                "SELECT 'mail://someone@example.org'",
                "INSERT INTO setting VALUES ('sender', 'no-reply@shop.de')",
                "CREATE ROLE app PASSWORD NULL",
                "INSERT INTO number VALUES (4242424242424242, 4000000000000000, '+1 202 555 0173')",
                "INSERT INTO part VALUES ('DE12 3456 7890 1234 5678 90', '123-45-678')")) {
            assertThat(Redaction.PATTERNS_ONLY.apply(text)).isEqualTo(text);
        }
    }

    @Test
    void takes_passwords_out_of_urls_and_sql() {
        assertThat(Redaction.PATTERNS_ONLY.apply("jdbc:postgresql://h/db?user=app&password=hunter2&ssl=true"))
                .isEqualTo("jdbc:postgresql://h/db?user=app&password=***&ssl=true");
        assertThat(Redaction.PATTERNS_ONLY.apply("postgres://app:hunter2@h/db")).isEqualTo("postgres://app:***@h/db");
        assertThat(Redaction.PATTERNS_ONLY.apply("ALTER ROLE app WITH PASSWORD 'it''s secret' LOGIN"))
                .isEqualTo("ALTER ROLE app WITH PASSWORD '***' LOGIN");
    }

    @Test
    void takes_data_of_persons_out() {
        String row = "('%s', '%s', '%s', '%s', '%s')";
        assertThat(Redaction.PATTERNS_ONLY.apply(row.formatted(
                        "jane.roe@posteo.de",
                        "DE89 3704 0044 0532 0130 00",
                        "4539 1488 0343 6467",
                        "078-05-1120",
                        "+49 30 901820")))
                .isEqualTo(row.formatted("***", "***", "***", "***", "***"));
    }

    @Test
    void takes_keys_and_tokens_out_by_their_issuers_forms() {
        for (String token : List.of(
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ghp_" + "a".repeat(36),
                "xoxb-" + "1".repeat(12),
                "sk_live_" + "b".repeat(24),
                "AIza" + "c".repeat(35),
                "eyJ" + "d".repeat(12) + ".eyJ" + "e".repeat(12) + "." + "f".repeat(12),
                "$2a$10$" + "g".repeat(53))) {
            assertThat(Redaction.PATTERNS_ONLY.apply("VALUES ('" + token + "')"))
                    .isEqualTo("VALUES ('***')");
        }
        assertThat(Redaction.PATTERNS_ONLY.apply("dblink('host=db user=app password=hunter2 dbname=x')"))
                .isEqualTo("dblink('host=db user=app password=*** dbname=x')");
    }

    @Test
    void takes_known_values_out_wherever_they_stand() {
        Redaction redaction = new Redaction(List.of("s3cr3t", ""));
        assertThat(redaction.apply("INSERT INTO key VALUES ('s3cr3t')")).isEqualTo("INSERT INTO key VALUES ('***')");
        assertThat(Redaction.namesASecret("flyway.placeholders.stripe_api_key")).isTrue();
        assertThat(Redaction.namesASecret("flyway.placeholders.region")).isFalse();
    }
}
