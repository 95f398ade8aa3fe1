package org.migrationsafe.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** Sessions in which certain statements are not sent, and end as if they had found nothing to do. */
public final class PassingOver extends ForwardingDataSource {

    private final Predicate<String> passed;

    /** @param passed whether a statement, as it would be sent, is not */
    public PassingOver(DataSource real, Predicate<String> passed) {
        super(real);
        this.passed = passed;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new Handler(real().getConnection(), ""));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PassingOver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Handler implements InvocationHandler {
        private final Object real;
        private final String prepared;

        private Handler(Object real, String prepared) {
            this.real = real;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            String given = arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
            boolean runs =
                    method.getName().startsWith("execute") || method.getName().equals("addBatch");
            if (real instanceof Statement && runs && passed.test(given.isEmpty() ? prepared : given)) {
                return nothing(method.getReturnType());
            }
            Object result = call(method, arguments);
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, new Handler(statement, given));
            }
            return result instanceof Statement statement ? proxy(Statement.class, new Handler(statement, "")) : result;
        }

        private static @Nullable Object nothing(Class<?> type) {
            if (type == boolean.class) {
                return false;
            }
            return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                throw cause == null ? e : cause;
            }
        }
    }
}
