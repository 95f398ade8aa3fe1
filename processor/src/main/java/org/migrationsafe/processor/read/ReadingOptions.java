package org.migrationsafe.processor.read;

/**
 * How entities are to be read.
 *
 * @param tenantColumn physical name of the tenant column; empty where only {@code @TenantId} tells
 */
public record ReadingOptions(Naming naming, String tenantColumn, HibernateVersion hibernate) {}
