package org.migrationsafe.sql;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where statements begin and end; what may hide a semicolon does not split. */
class SqlScriptTest {

    private static List<SqlStatement> split(String script) {
        return SqlScript.split(script);
    }

    @Test
    void a_comment_hides_a_semicolon_and_does_not_begin_a_statement() {
        assertThat(split("""
                -- first; comment
                /* second; /* nested; */ still; */

                SELECT 1; SELECT -- inside; it
                  2
                """))
                .containsExactly(new SqlStatement("SELECT 1", 4), new SqlStatement("SELECT -- inside; it\n  2", 4));
    }

    @Test
    void strings_names_and_dollar_quotes_hide_semicolons() {
        assertThat(split("""
                INSERT INTO t VALUES ('a;''b', E'c\\';d');
                CREATE TABLE "x;y" (a int);
                DO $$ BEGIN PERFORM 1; END $$;
                DO $tag$ SELECT ';$$;'; $tag$;
                SELECT $1, a$b$c FROM t
                """)).extracting(SqlStatement::line).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void the_body_of_an_sql_function_is_one_statement() {
        assertThat(split("""
                CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC
                  SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END;
                  SELECT 3;
                END;
                SELECT 4;
                """)).extracting(SqlStatement::line).containsExactly(1, 6);
    }

    @Test
    void a_transaction_block_is_split() {
        assertThat(split("BEGIN;\nSELECT 1;\nEND;"))
                .containsExactly(
                        new SqlStatement("BEGIN", 1), new SqlStatement("SELECT 1", 2), new SqlStatement("END", 3));
    }

    @Test
    void copied_rows_are_no_statements_whatever_they_hold() {
        assertThat(split("COPY t FROM STDIN;\n1\tit's; 'odd\n$$\n\\.\n\nSELECT 2;\n"))
                .containsExactly(new SqlStatement("COPY t FROM STDIN", 1), new SqlStatement("SELECT 2", 6));
    }

    @Test
    void an_unclosed_string_reaches_to_the_end() {
        assertThat(split("SELECT 'a;\nSELECT 2;")).hasSize(1);
    }

    @Test
    void nothing_gives_nothing() {
        assertThat(split(" \n-- only a comment\n;;")).isEmpty();
    }

    @Test
    void what_was_sent_is_recognised_in_what_was_written() {
        assertThat(SqlText.same("ALTER TABLE t -- why\n ADD c int", "ALTER TABLE t ADD c int"))
                .isTrue();
        assertThat(SqlText.same("SELECT '${region}' FROM ${t}", "SELECT 'eu' FROM orders"))
                .isTrue();
        assertThat(SqlText.same("SELECT '${region}'", "SELECT 'eu', 2")).isFalse();
        assertThat(SqlText.same("SELECT 1", "SELECT 2")).isFalse();
    }
}
