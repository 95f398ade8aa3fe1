package org.migrationsafe.rule;

/** How bad a finding is, mildest first. */
public enum Severity {
    NIT,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
