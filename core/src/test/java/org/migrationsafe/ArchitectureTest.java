package org.migrationsafe;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Core is pure, and its packages point one way. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.migrationsafe");

    private static final ArchRule PURE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.migrationsafe..",
                    "org.jspecify.annotations",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..");

    @Test
    void touches_no_jdbc_no_compiler_no_test_framework_and_no_library() {
        assertThat(CORE).hasSizeGreaterThan(50);
        PURE.check(CORE);
    }

    /** The rule above has to see what it forbids: this very test uses a library. */
    @Test
    void the_rule_itself_can_fail() {
        JavaClasses impure = new ClassFileImporter().importClasses(ArchitectureTest.class);
        assertThatThrownBy(() -> PURE.check(impure))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("archunit");
    }

    @Test
    void phases_know_only_earlier_phases() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("source")
                .definedBy("org.migrationsafe.source")
                .layer("engine")
                .definedBy("org.migrationsafe.engine")
                .layer("schema")
                .definedBy("org.migrationsafe.schema")
                .layer("recording")
                .definedBy("org.migrationsafe.recording")
                .layer("page")
                .definedBy("org.migrationsafe.rule")
                .layer("policy")
                .definedBy("org.migrationsafe.policy")
                .layer("rules")
                .definedBy(
                        "org.migrationsafe.rule.migration",
                        "org.migrationsafe.rule.design",
                        "org.migrationsafe.rule.difference")
                .layer("report")
                .definedBy("org.migrationsafe.report")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("schema", "recording", "page", "rules", "report")
                .whereLayer("recording")
                .mayOnlyBeAccessedByLayers("rules", "report")
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("rules", "report")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("rules", "report")
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("report")
                .whereLayer("report")
                .mayNotBeAccessedByAnyLayer()
                .check(CORE);
    }

    @Test
    void rules_are_not_public_and_hold_no_state() {
        noClasses()
                .that()
                .resideInAnyPackage("org.migrationsafe.rule.migration", "org.migrationsafe.rule.design")
                .and()
                .areNotInterfaces()
                .and()
                .areNotRecords()
                .should()
                .bePublic()
                .check(CORE);
    }
}
