package org.migrationsafe.rule;

/** One named piece of evidence; the rule's sentences are filled from these. */
public record Fact(String name, String value) {}
