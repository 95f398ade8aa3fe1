package org.migrationsafe.recording;

/** A relation's name; the schema is said only outside {@code public}. */
public record RelationName(String schema, String name) implements Comparable<RelationName> {

    @Override
    public int compareTo(RelationName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema.equals("public") ? name : schema + "." + name;
    }
}
