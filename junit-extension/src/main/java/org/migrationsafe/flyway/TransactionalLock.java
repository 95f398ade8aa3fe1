package org.migrationsafe.flyway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Flyway's setting {@code flyway.postgresql.transactional.lock}: whether it holds its lock in a transaction, whose
 * snapshot CONCURRENTLY waits for.
 */
final class TransactionalLock {

    static final String SETTING = "flyway.postgresql.transactional.lock";

    private TransactionalLock() {}

    static void set(FluentConfiguration configuration, boolean on) {
        extension(configuration).setTransactionalLock(on);
    }

    private static PostgreSQLConfigurationExtension extension(FluentConfiguration configuration) {
        try {
            return configuration.getConfigurationExtension(PostgreSQLConfigurationExtension.class);
        } catch (NoSuchMethodError flyway11) {
            return extensionOfFlyway11(configuration);
        }
    }

    /** Flyway 11.7, which Spring Boot 3.5 ships, keeps it in the plugin register only. */
    private static PostgreSQLConfigurationExtension extensionOfFlyway11(FluentConfiguration configuration) {
        try {
            Object register = configuration.getPluginRegister();
            Method getPlugin = register.getClass().getMethod("getPlugin", Class.class);
            return (PostgreSQLConfigurationExtension)
                    getPlugin.invoke(register, PostgreSQLConfigurationExtension.class);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this version of Flyway has no " + SETTING, e);
        }
    }
}
