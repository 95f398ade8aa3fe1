package org.migrationsafe.rule.design;

import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Schema;

/** A text is padded with blanks. */
final class FixedLengthChar implements DesignRule {

    private static final RulePage PAGE = RulePage.of(FixedLengthChar.class, Severity.LOW)
            .at("Column.columnDefinition", "JdbcTypeCode")
            .title("A text is stored in a fixed length")
            .when("""
                    The column is char(n) with more than one character.""")
            .effect("""
                    Shorter values are padded with blanks that comparisons ignore and LIKE, length and other programs do not; it is not faster than varchar either.""")
            .says("""
                    "{attribute}" is stored as {type}, which pads with blanks: some comparisons see them and some do not.""")
            .instead("""
                    Use varchar of that length, with a check on the length where it is exact.""")
            .bad("""
                    @Entity
                    class Voucher {
                        @Id
                        Long id;

                        @Column(nullable = false, columnDefinition = "char(8)") // finds: fixed-length-char
                        String code;
                    }
                    """)
            .badSql("""
                    CREATE TABLE voucher (
                        id bigint PRIMARY KEY,
                        code char(8) NOT NULL -- finds: fixed-length-char
                    );
                    """)
            .goodSql("""
                    CREATE TABLE voucher (
                        id bigint PRIMARY KEY,
                        code varchar(8) NOT NULL
                    );
                    """)
            .good("""
                    @Entity
                    class Voucher {
                        @Id
                        Long id;

                        @Column(nullable = false, length = 8)
                        String code;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        return eachColumn(
                schema,
                (table, column) ->
                        column.type().sql().startsWith("char(") && column.type().length() > 1);
    }
}
