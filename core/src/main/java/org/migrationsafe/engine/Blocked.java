package org.migrationsafe.engine;

/** A kind of work that other sessions cannot do while a lock is held. */
public enum Blocked {
    /** Plain {@code SELECT}. */
    READS,
    /** {@code INSERT}, {@code UPDATE}, {@code DELETE}; on a sequence, {@code nextval}. */
    WRITES,
    /** Changes of the schema, index builds and {@code VACUUM}. */
    DDL;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
