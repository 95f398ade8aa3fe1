package org.migrationsafe.sql;

/**
 * A statement as a script writes it.
 *
 * @param text from its first word to its end, without the semicolon
 * @param line 1-based line of its first word
 */
public record SqlStatement(String text, int line) {}
