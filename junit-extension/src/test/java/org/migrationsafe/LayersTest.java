package org.migrationsafe;

import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.migrationsafe.rehearse.FurtherRun;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The extension's packages are phases that point one way, and each part of the world is touched in one place. */
class LayersTest {

    private static final JavaClasses EXTENSION = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String BASE = "org.migrationsafe.";

    private static String[] named(String... packages) {
        return Arrays.stream(packages).map(name -> BASE + name).toArray(String[]::new);
    }

    /** Who may name what: the only packages, then the library or the types. */
    private static ArchRule onlyIn(String[] packages, String... named) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(named);
    }

    @Test
    void each_library_is_named_in_one_place() {
        assertThat(EXTENSION).hasSizeGreaterThan(100);
        onlyIn(named("flyway", "junit"), "org.flywaydb..").check(EXTENSION);
        onlyIn(named("junit"), "org.junit..", "org.assertj..", "org.yaml..").check(EXTENSION);
        onlyIn(named("database"), "org.testcontainers..", "com.github.dockerjava..", "io.zonky..")
                .check(EXTENSION);
        onlyIn(named("database", "observe.postgres"), "org.postgresql..").check(EXTENSION);
        onlyIn(named("seed"), "com.github.curiousoddman..").check(EXTENSION);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta..")
                .check(EXTENSION);
    }

    /** Others pass a connection on; only these send something through it. */
    @Test
    void sql_of_ours_is_sent_in_four_places() {
        noClasses()
                .that()
                .resideOutsideOfPackages(named("observe..", "catalog..", "seed..", "database.."))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Statement")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.PreparedStatement")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.ResultSet")
                .check(EXTENSION);
    }

    /** The rules above have to see what they forbid: this test's own folder uses them all. */
    @Test
    void the_rules_themselves_can_fail() {
        JavaClasses tests = new ClassFileImporter().importPath(Path.of("target", "test-classes"));
        assertThatThrownBy(() -> onlyIn(named("flyway"), "org.flywaydb..").check(tests))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.flywaydb");
    }

    /** Each kind has a package of its own; a new one is held to the same rules by being one. */
    private static String[] furtherRuns() {
        return EXTENSION.stream()
                .filter(type -> !type.isInterface() && type.isAssignableTo(FurtherRun.class))
                .map(JavaClass::getPackageName)
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    @Test
    void further_runs_are_known_by_what_they_are() {
        assertThat(furtherRuns()).contains(named("queue", "sizes"));
        for (String one : furtherRuns()) {
            for (String other : furtherRuns()) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(one)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(EXTENSION);
                }
            }
        }
    }

    @Test
    void phases_know_only_earlier_phases() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("face")
                .definedBy(named("junit"))
                .layer("review")
                .definedBy(named("review"))
                .layer("publish")
                .definedBy(named("publish"))
                .layer("further runs")
                .definedBy(furtherRuns())
                .layer("rehearse")
                .definedBy(named("rehearse"))
                .layer("stage")
                .definedBy(named("stage"))
                .layer("flyway")
                .definedBy(named("flyway"))
                .layer("observe")
                .definedBy(named("observe.."))
                .layer("rows and schema")
                .definedBy(named("seed", "catalog"))
                .layer("store")
                .definedBy(named("released"))
                .layer("database")
                .definedBy(named("database"))
                .layer("sql")
                .definedBy(named("sql"))
                .whereLayer("face")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("review")
                .mayOnlyBeAccessedByLayers("face")
                .whereLayer("publish")
                .mayOnlyBeAccessedByLayers("review", "face")
                .whereLayer("further runs")
                .mayOnlyBeAccessedByLayers("review")
                .whereLayer("rehearse")
                .mayOnlyBeAccessedByLayers("further runs", "review", "face")
                .whereLayer("stage")
                .mayOnlyBeAccessedByLayers("rehearse", "further runs", "review", "face")
                .whereLayer("flyway")
                .mayOnlyBeAccessedByLayers("stage", "rehearse", "further runs", "review", "face")
                .whereLayer("observe")
                .mayOnlyBeAccessedByLayers("flyway", "stage", "rehearse", "further runs", "review")
                .whereLayer("rows and schema")
                .mayOnlyBeAccessedByLayers("stage", "rehearse", "further runs", "review", "face")
                .check(EXTENSION);
    }

    @Test
    void no_package_is_in_a_circle() {
        SlicesRuleDefinition.slices()
                .matching("org.migrationsafe.(**)")
                .should()
                .beFreeOfCycles()
                .check(EXTENSION);
    }

    @Test
    void nothing_below_the_review_knows_how_reports_are_written() {
        noClasses()
                .that()
                .resideOutsideOfPackages(named("junit", "review", "publish"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.migrationsafe.publish")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.migrationsafe\\.report\\.(PlainText|\\w*Markdown|Words)")
                .check(EXTENSION);
    }
}
