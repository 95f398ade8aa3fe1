package org.migrationsafe.rule;

/** In which section of the report a finding stands. */
public enum Tag {
    /** Section A: seen to be so. */
    CONFIRMED,
    /** Section B: a judgement that the team has to make. */
    CONCERN,
    /** Section C: seen to be so, and stops production. */
    CRITICAL
}
