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
                "SELECT 'mail://someone@example.org'")) {
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
    void takes_known_values_out_wherever_they_stand() {
        Redaction redaction = new Redaction(List.of("s3cr3t", ""));
        assertThat(redaction.apply("INSERT INTO key VALUES ('s3cr3t')")).isEqualTo("INSERT INTO key VALUES ('***')");
        assertThat(Redaction.namesASecret("flyway.placeholders.stripe_api_key")).isTrue();
        assertThat(Redaction.namesASecret("flyway.placeholders.region")).isFalse();
    }
}
