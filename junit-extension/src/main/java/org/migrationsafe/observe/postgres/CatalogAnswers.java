package org.migrationsafe.observe.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.observe.postgres.CatalogState.Thing;
import org.migrationsafe.observe.postgres.Relation.Attachment;
import org.migrationsafe.observe.postgres.Relation.Column;
import org.migrationsafe.observe.postgres.Relation.Constraint;
import org.migrationsafe.observe.postgres.Relation.Index;
import org.migrationsafe.observe.postgres.Relation.Parts;
import org.migrationsafe.recording.CatalogChange.ColumnSource;
import org.migrationsafe.recording.CatalogChange.ConstraintKind;
import org.migrationsafe.recording.RelationKind;
import org.migrationsafe.recording.RelationName;

/** Reads what the catalogue answers to the questions about relations, in their order. */
final class CatalogAnswers {

    private static final Pattern NEXT_VALUE = Pattern.compile("nextval\\('[^']+'::regclass\\)");

    private CatalogAnswers() {}

    /** @param withThings whether what is no relation was asked about */
    static CatalogState read(Statement statement, boolean withThings) throws SQLException {
        CatalogState state = CatalogState.empty();
        Answers.each(statement, row -> state.relations().put(row.getLong(1), relation(row)));
        Answers.each(statement, row -> parts(state, row).columns().put(row.getInt(2), column(row)));
        Answers.each(statement, row -> parts(state, row).constraints().put(row.getLong(2), constraint(row)));
        Answers.each(statement, row -> parts(state, row).indexes().put(row.getLong(2), index(row)));
        Answers.each(statement, row -> parts(state, row)
                .attachments()
                .put(
                        row.getLong(2),
                        new Attachment(Attachment.Kind.of(row.getString(3)), row.getString(4), row.getString(5))));
        Answers.each(statement, row -> state.domains()
                .put(
                        row.getLong(1),
                        new CatalogState.Domain(
                                new RelationName(row.getString(2), row.getString(3)), row.getString(4))));
        Map<String, Thing> things = new TreeMap<>();
        Answers.each(
                statement,
                row -> things.put(
                        firstWord(row.getString(1)) + " " + row.getLong(2),
                        new Thing(row.getString(1), row.getString(3))));
        return withThings ? state.with(things) : state;
    }

    /** A value of an enum type stays what it is when the type has another name. */
    private static String firstWord(String kind) {
        return kind.split(" ", 2)[0];
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getLong(1),
                new RelationName(row.getString(2), row.getString(3)),
                RelationKind.ofCatalogLetter(row.getString(4).charAt(0)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                row.getBoolean(11));
    }

    private static Column column(ResultSet row) throws SQLException {
        @Nullable String expression = row.getString(10);
        return new Column(
                row.getString(3),
                row.getString(4),
                row.getString(11),
                row.getBoolean(5),
                row.getBoolean(6),
                source(row.getBoolean(7), row.getString(8), row.getString(9), expression),
                row.getString(8),
                row.getString(12),
                expression);
    }

    /** By pg_attribute's atthasdef, attidentity and attgenerated. */
    private static ColumnSource source(
            boolean hasDefault, String identity, String generated, @Nullable String expression) {
        if (!identity.isEmpty()
                || expression != null && NEXT_VALUE.matcher(expression).matches()) {
            return ColumnSource.SEQUENCE;
        }
        return switch (generated) {
            case "s" -> ColumnSource.GENERATED_STORED;
            case "v" -> ColumnSource.GENERATED_VIRTUAL;
            default -> hasDefault ? ColumnSource.DEFAULT : ColumnSource.NOTHING;
        };
    }

    private static Constraint constraint(ResultSet row) throws SQLException {
        return new Constraint(
                row.getString(3),
                ConstraintKind.ofCatalogLetter(row.getString(4).charAt(0)),
                row.getBoolean(5),
                row.getLong(6),
                numbers(row, 7));
    }

    private static List<Integer> numbers(ResultSet row, int column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(number -> ((Number) number).intValue())
                        .toList();
    }

    private static Index index(ResultSet row) throws SQLException {
        @Nullable String constraint = row.getString(6);
        List<Integer> columns = numbers(row, 8).subList(0, row.getInt(9));
        return new Index(
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                constraint,
                row.getBoolean(7),
                columns + " " + row.getString(10),
                columns);
    }

    private static Parts parts(CatalogState state, ResultSet row) throws SQLException {
        return state.parts().computeIfAbsent(row.getLong(1), oid -> Parts.empty());
    }
}
