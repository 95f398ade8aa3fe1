package org.migrationsafe.rule.difference;

import java.util.Optional;

import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.PostgresTypes;

/** A column's type on both sides, where it is not one: how bad that is, and what harm it does, in a clause. */
record TypeMismatch(Severity severity, String harm) {

    static Optional<TypeMismatch> of(Column column, Column theirs) {
        String own = column.type().sql();
        // What only a running Hibernate knows is left out, and told where the model is read.
        boolean unknown = own.isEmpty() || own.startsWith("type code");
        boolean domain =
                !theirs.type().domain().isEmpty() && theirs.type().domain().equalsIgnoreCase(own);
        return unknown || domain || sameType(own, theirs.type().sql())
                ? Optional.empty()
                : Optional.of(between(column, theirs));
    }

    private static boolean sameType(String own, String their) {
        return PostgresTypes.canonical(own).equalsIgnoreCase(PostgresTypes.canonical(their));
    }

    private static TypeMismatch between(Column column, Column theirs) {
        Kind own = column.type().kind();
        Kind their = theirs.type().kind();
        int length = column.type().length();
        int theirLength = theirs.type().length();
        if (own == Kind.TEXT && their == Kind.TEXT) {
            boolean shorter = theirLength > 0 && (length < 0 || theirLength < length);
            return shorter
                    ? new TypeMismatch(Severity.HIGH, "values that the entity allows are refused")
                    : new TypeMismatch(Severity.LOW, "the schema takes values that the mapping does not announce");
        }
        if (own == Kind.DECIMAL && their == Kind.DECIMAL) {
            int scale = Math.max(column.type().scale(), 0);
            int theirScale = Math.max(theirs.type().scale(), 0);
            boolean fewer = theirLength > 0 && (theirScale < scale || theirLength - theirScale < length - scale);
            return fewer
                    ? new TypeMismatch(Severity.HIGH, "digits are lost, or values that the entity allows are refused")
                    : new TypeMismatch(Severity.LOW, "the schema keeps more digits than the mapping announces");
        }
        if (own.isInteger() && their.isInteger()) {
            return their.compareTo(own) < 0
                    ? new TypeMismatch(Severity.HIGH, "values that the entity allows are refused")
                    : new TypeMismatch(Severity.MEDIUM, "values that the schema allows cannot be read");
        }
        if (own == their && own != Kind.OTHER && own != Kind.ARRAY && own != Kind.NATIVE_ENUM) {
            return new TypeMismatch(
                    Severity.LOW, "they keep different parts of a second, or write the same in another way");
        }
        return new TypeMismatch(Severity.HIGH, "reading or writing it fails, or converts each time");
    }
}
