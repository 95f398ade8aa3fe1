package org.migrationsafe.flyway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.migrationsafe.ReviewRefused;
import org.migrationsafe.source.Place;
import org.migrationsafe.sql.SqlScript;
import org.migrationsafe.sql.SqlStatement;

/** What a CREATE TABLE can have on another server, and never on PostgreSQL: a history of that kind is not ours to judge. */
enum OtherDatabase {
    MYSQL("MySQL or MariaDB", "\\bauto_increment\\b|\\bengine\\s*=\\s*\\w+|`\\w+`"),
    SQLITE("SQLite", "\\bautoincrement\\b|\\bwithout\\s+rowid\\b"),
    ORACLE("Oracle", "\\bn?varchar2\\b"),
    SQL_SERVER("SQL Server", "\\bidentity\\s*\\(\\s*\\d+\\s*,\\s*\\d+\\s*\\)|\\[dbo]\\.|\\bnvarchar\\s*\\(");

    private static final Pattern TABLE = Pattern.compile("(?is)\\s*create\\s+table\\b.*");
    private static final Pattern NOT_CODE = Pattern.compile("(?s)'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\\*.*?\\*/");

    private final String called;
    private final Pattern marks;

    OtherDatabase(String called, String marks) {
        this.called = called;
        this.marks = Pattern.compile(marks, Pattern.CASE_INSENSITIVE);
    }

    /** @throws ReviewRefused if one of the scripts makes a table as only another server can */
    static void refuse(List<MigrationFile> files) {
        files.stream().filter(file -> !file.isJava()).forEach(OtherDatabase::refuse);
    }

    private static void refuse(MigrationFile file) {
        for (SqlStatement statement : SqlScript.split(file.text())) {
            if (TABLE.matcher(statement.text()).matches()) {
                String code = NOT_CODE.matcher(statement.text()).replaceAll(" ");
                Arrays.stream(values()).forEach(database -> database.refuse(file, statement, code));
            }
        }
    }

    private void refuse(MigrationFile file, SqlStatement statement, String code) {
        Matcher mark = marks.matcher(code);
        if (mark.find()) {
            throw new ReviewRefused(
                    new Place(file.migration().file(), statement.line()) + ": this is written for " + called
                            + " (" + mark.group().toUpperCase(Locale.ROOT)
                            + "). Migration Safe reviews PostgreSQL only, so nothing was reviewed.");
        }
    }
}
