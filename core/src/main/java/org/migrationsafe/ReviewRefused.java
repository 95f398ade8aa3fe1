package org.migrationsafe;

/** A review that cannot begin or go on, for a reason that its user can fix; the message says how. */
public final class ReviewRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReviewRefused(String message) {
        super(message);
    }
}
