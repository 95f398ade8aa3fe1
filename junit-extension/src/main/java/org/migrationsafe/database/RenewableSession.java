package org.migrationsafe.database;

/** A session that can be made as new while its user keeps it, as if it had been closed and another one opened. */
public interface RenewableSession {

    /** It is made as new when it is used next outside a transaction. */
    void renewBeforeNextUse();

    /**
     * Whether it could not be made as new: settings of its role or its database have changed since it began, which only another
     * session has.
     */
    boolean isOutdated();
}
