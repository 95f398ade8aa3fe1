package org.migrationsafe.database;

/**
 * What in a database is the user's, for conditions in questions to the catalogue: neither the server's own, which have oids below
 * 16384, nor an extension's, nor a session's temporary ones.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-depend.html">pg_depend, deptype e</a>
 */
public final class OfTheUser {

    private OfTheUser() {}

    /** A schema, of whose row in pg_namespace {@code nspname} is asked. */
    public static final String SCHEMA = "nspname !~ '^pg_' AND nspname <> 'information_schema'";

    private static final String SCHEMA_OF_N = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /** A row {@code c} of pg_class with its namespace {@code n}. */
    public static final String RELATION = relation("c.oid");

    /**
     * The same of a relation that belongs to another, as an index does to its table.
     *
     * @param owner an expression for that one's oid
     */
    public static String relation(String owner) {
        return "c.oid >= 16384 AND c.relpersistence <> 't' AND " + thing("pg_class", owner);
    }

    /**
     * A thing of another catalogue, with its namespace {@code n}.
     *
     * @param oid an expression for the thing's oid
     */
    public static String thing(String catalogue, String oid) {
        return SCHEMA_OF_N + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.classid = 'pg_catalog."
                + catalogue + "'::regclass AND x.objid = " + oid + " AND x.deptype = 'e')";
    }
}
