package org.migrationsafe.processor;

import java.nio.file.Path;
import java.util.Set;

import javax.annotation.processing.Processor;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The processor touches the compiler and nothing else, and its packages are phases that know no later one. */
class LayersTest {

    private static final JavaClasses PROCESSOR = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String BASE = "org.migrationsafe.processor";

    /** Neither the user's libraries, which it reads by their names, nor a database, nor a test framework. */
    private static final ArchRule ONLY_THE_COMPILER = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.migrationsafe..",
                    "org.jspecify.annotations",
                    "com.palantir.javapoet",
                    "javax.annotation.processing",
                    "javax.lang.model..",
                    "javax.tools",
                    "com.sun.source..",
                    "java.lang..",
                    "java.util..",
                    "java.io",
                    "java.net",
                    "java.nio.charset",
                    "java.beans");

    @Test
    void touches_the_compiler_and_nothing_else() {
        assertThat(PROCESSOR).hasSizeGreaterThan(40);
        ONLY_THE_COMPILER.check(PROCESSOR);
    }

    @Test
    void the_rule_itself_can_fail() {
        JavaClasses tests = new ClassFileImporter().importClasses(LayersTest.class);
        assertThatThrownBy(() -> ONLY_THE_COMPILER.check(tests))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("archunit");
    }

    @Test
    void sources_are_generated_in_one_place_and_trees_are_read_in_one() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".write")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir.javapoet")
                .check(PROCESSOR);
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".read")
                .and()
                .doNotHaveSimpleName("Rounds") // keeps them from round to round, and only hands them on
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.source..")
                .check(PROCESSOR);
    }

    @Test
    void phases_know_only_earlier_phases() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("rounds")
                .definedBy(BASE)
                .layer("read")
                .definedBy(BASE + ".read")
                .layer("say")
                .definedBy(BASE + ".say")
                .layer("write")
                .definedBy(BASE + ".write")
                .whereLayer("rounds")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("say")
                .mayOnlyBeAccessedByLayers("rounds")
                .whereLayer("write")
                .mayOnlyBeAccessedByLayers("rounds")
                .check(PROCESSOR);
        SlicesRuleDefinition.slices()
                .matching(BASE + ".(*)")
                .should()
                .beFreeOfCycles()
                .check(PROCESSOR);
    }

    @Test
    void what_is_public_at_its_root_is_what_the_compiler_starts() {
        assertThat(PROCESSOR.stream()
                        .filter(type -> type.getPackageName().equals(BASE))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isAssignableTo(Processor.class))
                        .map(JavaClass::getSimpleName))
                .isSubsetOf(Set.of("package-info"));
    }
}
