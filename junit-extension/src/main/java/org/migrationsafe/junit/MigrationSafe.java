package org.migrationsafe.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Reviews the project's migrations on a disposable database.
 *
 * <p>On a method: the method runs once per migration under review, named after its file, and fails by itself on findings
 * at or above {@link #failOn()} and on what could not be observed. It may take a {@link MigrationReview} and the whole
 * {@link org.migrationsafe.report.Report} as parameters, and add assertions of its own. One that takes a
 * {@link DesignReview} runs once, for the schema that the migrations make and the entities that use it.
 *
 * <p>On a class: settings for all its methods, and the same parameters for ordinary tests.
 *
 * <p>It works as a meta-annotation. Each attribute left at its default is looked up among JUnit's configuration
 * parameters and then the system properties, under {@code migrationsafe.} and the attribute's name ({@code
 * migrationsafe.postgres.binaries} for {@link #postgresBinaries()}). A method's attributes win over its class's.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(MigrationSafeExtension.class)
public @interface MigrationSafe {

    /** Production's major version of PostgreSQL, {@code "14"} to {@code "18"}; the server that is there by default. */
    String postgres() default "";

    /** What a container is made from; {@code postgres:N-alpine} by default. */
    String image() default "";

    /** Where the migrations are; by default what Spring Boot's configuration says, else {@code classpath:db/migration}. */
    String[] locations() default {};

    /**
     * The newest version that production has; by default what {@link #store()} records, and with no record none, so that
     * everything is under review.
     */
    String released() default "";

    /**
     * The folder of the repository that records what production has, {@code src/test/migrationsafe} by default. A run with
     * {@code -Dmigrationsafe.release=true} writes it, and nothing else does.
     */
    String store() default "";

    /** The mildest severity that fails: {@code nit}, {@code low}, {@code medium} (default), {@code high}, {@code critical}. */
    String failOn() default "";

    /** Whether what could not be observed fails: {@code fail} (default) or {@code report}. */
    String notSeen() default "";

    /** Where the database comes from: {@code auto} (default), {@code declared}, {@code container}, {@code embedded}. */
    String database() default "";

    /** JDBC URL of a database of your own, which every review empties; needs {@link #disposable()}. */
    String url() default "";

    /** The role for {@link #url()}. */
    String user() default "";

    /** The password for {@link #url()}; better given as a system property than written down. */
    String password() default "";

    /** Declares that the database at {@link #url()} may lose all that is in it. */
    boolean disposable() default false;

    /** How many rows an existing table gets, 300 by default. */
    int rows() default 0;

    /**
     * A folder of scripts, each of which fills the table that it is named after ({@code orders.sql}); {@code seed} in the
     * {@link #store()} by default. For tables whose constraints our own rows do not obey.
     */
    String seed() default "";

    /** How many rows production's tables have, {@code "orders=120_000_000"}; for those that are not told, nothing is estimated. */
    String[] tableRows() default {};

    /** A folder with embedded binaries of further majors. */
    String postgresBinaries() default "";

    /** The longest acceptable {@code lock_timeout} in milliseconds, 10000 by default. */
    int longestLockTimeoutMillis() default 0;

    /** Whether statements with work in them are observed at further sizes: {@code true} (default) or {@code false}. */
    String growth() default "";

    /** Whether migrations that block traffic are run again with a session in their way: {@code true} (default) or {@code false}. */
    String queue() default "";

    /** How many of these further runs go side by side, where databases can be copied; 2 by default. */
    int parallel() default 0;

    /**
     * Whether the schema that the migrations make is reviewed and compared with the entities: {@code true} (default) or
     * {@code false}, for migrations that belong to other entities than those on the class path.
     */
    String design() default "";

    /** Name of the column that says whose a row is; by default what the entities and the processor's options say. */
    String tenantColumn() default "";

    /** Tables that belong to all tenants; by default what the processor's options say. */
    String[] sharedTables() default {};

    /** Rules on the design that do not apply here, by id; by default what the processor's options say. */
    String[] disable() default {};

    /** Rules on the design that are milder or worse here, {@code "native-enum:nit"}; by default what the processor's options say. */
    String[] severity() default {};

    /** Which texts need a length: {@code domain} (default), {@code limited}, {@code any}. */
    String texts() default "";

    /** How enums are to be stored: {@code string} (default), {@code ordinal}, {@code native}. */
    String enums() default "";

    /** The folder for the report's files; {@code target/migrationsafe} or {@code build/migrationsafe} by default. */
    String report() default "";

    /** Prints the whole review to the console. */
    boolean print() default false;

    /** Further settings of Flyway's, {@code "flyway.placeholders.region=eu"}. */
    String[] flyway() default {};
}
