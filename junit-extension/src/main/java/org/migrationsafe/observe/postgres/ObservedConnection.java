package org.migrationsafe.observe.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.database.RenewableSession;

/**
 * A connection like the real one, but for its statements' executions.
 *
 * <p>Not a listening proxy from a library: the recorder has to choose how a statement is run (in a transaction of its
 * own, where the server allows that), and a listener can only look on.
 */
final class ObservedConnection implements InvocationHandler {

    /** Methods that neither end a transaction nor give the driver's own connection away, past which nobody could look. */
    private static final Pattern LOOKS_ON =
            Pattern.compile("get|is(?!WrapperFor)|create|prepare|hashCode|equals|toString");

    private final Connection real;
    private final StatementRecorder recorder;

    private ObservedConnection(Connection real, StatementRecorder recorder) {
        this.real = real;
        this.recorder = recorder;
    }

    static Connection of(Connection real, StatementRecorder recorder) {
        return (Connection) Proxy.newProxyInstance(
                ObservedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class, Behind.class},
                new ObservedConnection(real, recorder));
    }

    /** Whoever asks for the real connection by this is one of us. */
    interface Behind {
        Connection behind();
    }

    /** In a loader that sees the driver: Flyway looks the driver's classes up in that of the connection it has. */
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = ObservedConnection.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Behind.class) {
            return real;
        }
        boolean closing = method.getName().equals("close") && !real.isClosed();
        if (closing || recorder.hasEnded() && real.getAutoCommit()) {
            recorder.leaving(real);
        }
        if (!LOOKS_ON.matcher(method.getName()).lookingAt()) {
            recorder.passedBy();
        }
        switch (method.getName()) {
            case "rollback" ->
                recorder.takenBack(real, arguments != null && arguments.length > 0 ? arguments[0] : null);
            case "unwrap" -> {
                if (arguments == null || arguments[0] != RenewableSession.class) {
                    recorder.handedOut();
                }
            }
            default -> {}
        }
        if (arguments != null && Arrays.asList(arguments).contains(ResultSet.CONCUR_UPDATABLE)) {
            recorder.updatesRows();
        }
        @Nullable Object result = call(real, method, arguments);
        if (result instanceof Savepoint savepoint) {
            recorder.savepointSet(savepoint);
        }
        Connection observed = (Connection) self;
        if (result instanceof CallableStatement statement) {
            return proxy(CallableStatement.class, new Observed(observed, statement, firstText(arguments), false));
        }
        if (result instanceof PreparedStatement statement) {
            boolean givesKeys = arguments != null && arguments.length == 2;
            return proxy(PreparedStatement.class, new Observed(observed, statement, firstText(arguments), givesKeys));
        }
        if (result instanceof Statement statement) {
            return proxy(Statement.class, new Observed(observed, statement, "", false));
        }
        return result;
    }

    private static String firstText(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause == null ? e : cause;
        }
    }

    /** A statement whose executions pass by the recorder. */
    private final class Observed implements InvocationHandler {
        private final Connection connection;
        private final Statement statement;
        private final String prepared;
        private final boolean givesKeys;
        private final List<String> batch = new ArrayList<>();

        /** @param givesKeys whether its caller may ask which keys it has generated */
        private Observed(Connection connection, Statement statement, String prepared, boolean givesKeys) {
            this.givesKeys = givesKeys;
            this.connection = connection;
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return connection;
            }
            if (name.equals("addBatch") && arguments != null) {
                batch.add(firstText(arguments));
            }
            if (name.equals("getWarnings")) {
                return Reasons.others(statement.getWarnings());
            }
            if (!name.startsWith("execute")) {
                return call(statement, method, arguments);
            }
            String sql = name.endsWith("Batch") && prepared.isEmpty() ? String.join(";\n", batch) : sql(arguments);
            batch.clear();
            return recorder.execute(real, sql, new Execution() {
                @Override
                public @Nullable Object run() throws Throwable {
                    return call(statement, method, arguments);
                }

                @Override
                public boolean hasParameters() {
                    return !prepared.isEmpty() && prepared.contains("?");
                }

                @Override
                public boolean repeatable() {
                    // A batch forgets its values, and other forms would lose the result that the caller is about to
                    // read.
                    return !hasParameters()
                            || !givesKeys && (name.equals("executeUpdate") || name.equals("executeLargeUpdate"));
                }

                @Override
                public List<String> reasons() {
                    return Observed.this.reasons();
                }
            });
        }

        private List<String> reasons() {
            try {
                return Reasons.of(statement);
            } catch (SQLException e) {
                // A statement that closes itself on completion tells no more; its effects are read all the same.
                return List.of();
            }
        }

        private String sql(@Nullable Object @Nullable [] arguments) {
            String given = firstText(arguments);
            return given.isEmpty() ? prepared : given;
        }
    }
}
