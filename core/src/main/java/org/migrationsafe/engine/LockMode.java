package org.migrationsafe.engine;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * PostgreSQL's table-level lock modes, weakest first.
 *
 * <p>What a mode blocks is computed from the conflict table, never stated beside it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES">Table-level locks</a>
 */
public enum LockMode {
    ACCESS_SHARE(0b1000_0000),
    ROW_SHARE(0b1100_0000),
    ROW_EXCLUSIVE(0b1111_0000),
    SHARE_UPDATE_EXCLUSIVE(0b1111_1000),
    SHARE(0b1110_1100),
    SHARE_ROW_EXCLUSIVE(0b1111_1100),
    EXCLUSIVE(0b1111_1110),
    ACCESS_EXCLUSIVE(0b1111_1111);

    /** Bit n is set where this mode conflicts with the mode of ordinal n. */
    private final int conflicts;

    LockMode(int conflicts) {
        this.conflicts = conflicts;
    }

    /** Whether two sessions cannot hold these modes on one relation at the same time. */
    public boolean conflictsWith(LockMode other) {
        return (conflicts >> other.ordinal() & 1) == 1;
    }

    /**
     * What other sessions cannot do meanwhile. Reads are stopped by what conflicts with ACCESS SHARE, writes by what
     * conflicts with ROW EXCLUSIVE, DDL by what conflicts with SHARE UPDATE EXCLUSIVE, the weakest mode it takes.
     */
    public Set<Blocked> blocks() {
        EnumSet<Blocked> blocked = EnumSet.noneOf(Blocked.class);
        if (conflictsWith(ACCESS_SHARE)) {
            blocked.add(Blocked.READS);
        }
        if (conflictsWith(ROW_EXCLUSIVE)) {
            blocked.add(Blocked.WRITES);
        }
        if (conflictsWith(SHARE_UPDATE_EXCLUSIVE)) {
            blocked.add(Blocked.DDL);
        }
        return blocked;
    }

    /** Whether an application's reads or writes wait for it. */
    public boolean blocksTraffic() {
        return conflictsWith(ROW_EXCLUSIVE);
    }

    public boolean strongerThan(LockMode other) {
        return compareTo(other) > 0;
    }

    /** The stronger one of two. */
    public LockMode stronger(LockMode other) {
        return other.strongerThan(this) ? other : this;
    }

    /** The mode as the manual writes it, {@code SHARE ROW EXCLUSIVE}. */
    public String sqlName() {
        return name().replace('_', ' ');
    }

    /** Reads the server's spelling in {@code pg_locks.mode}, {@code ShareRowExclusiveLock}. */
    public static LockMode ofCatalogName(String mode) {
        String words = mode.replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return valueOf(words.toUpperCase(Locale.ROOT));
    }
}
