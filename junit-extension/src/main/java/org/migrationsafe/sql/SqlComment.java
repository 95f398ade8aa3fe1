package org.migrationsafe.sql;

/**
 * A line comment.
 *
 * @param text without the dashes
 * @param line 1-based
 * @param next index of the statement that begins after it, which may be one past the last
 */
public record SqlComment(String text, int line, int next) {}
