package org.migrationsafe.processor;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

import org.junit.jupiter.api.Test;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;

import static org.assertj.core.api.Assertions.assertThat;

/** How a guest behaves in somebody else's compiler. */
class MannersTest {

    private static String text(Compilation compilation, String name) throws IOException {
        return compilation
                .generatedFile(StandardLocation.SOURCE_OUTPUT, "migrationsafe/" + name)
                .orElseThrow()
                .getCharContent(false)
                .toString();
    }

    @Test
    void a_message_points_at_the_very_value() {
        String source = """
                @Entity
                @Table(indexes = {@Index(name = "a_idx", columnList = "size"), @Index(name = "b_idx", columnList = "size")})
                class Box {
                    @Id
                    Long id;

                    int size;
                }
                """;
        Diagnostic<? extends JavaFileObject> said = Compile.source(source).warnings().stream()
                .filter(warning -> warning.getMessage(Locale.ROOT).startsWith("[duplicate-index]"))
                .findFirst()
                .orElseThrow();
        assertThat(said.getLineNumber()).isEqualTo(3);
        String line = source.lines().skip(1).findFirst().orElseThrow();
        assertThat(said.getColumnNumber()).isEqualTo(line.lastIndexOf("\"size\"") + 1);
    }

    @Test
    void of_one_rule_ten_are_told_and_the_file_has_them_all() throws IOException {
        String attributes = IntStream.range(0, 120)
                .mapToObj(i -> "    double priceOf" + i + ";\n")
                .collect(Collectors.joining());
        Compilation compilation = Compile.source("@Entity class Big {\n    @Id Long id;\n" + attributes + "}\n");
        assertThat(Compile.said(compilation))
                .filteredOn(line -> line.contains("[floating-point-money]"))
                .hasSize(11)
                .last()
                .isEqualTo(
                        "NOTE [floating-point-money] 110 more of these: migrationsafe/design-review.md, beside the generated "
                                + "sources, has them all.");
        assertThat(text(compilation, "design-review.md").lines())
                .filteredOn(line -> line.contains("is money stored as"))
                .hasSize(120);
    }

    @Test
    void a_nit_is_a_note_which_fails_no_build_and_a_warning_fails_one_that_wants_it() {
        String source = """
                @Entity
                @Table(indexes = @Index(columnList = "size"))
                class Box {
                    @Id
                    Long id;

                    int size;
                }
                """;
        assertThat(strictly(source)).isEqualTo(Compilation.Status.SUCCESS);
        assertThat(strictly(source, "-Amigrationsafe.severity=hashed-constraint-name:low"))
                .isEqualTo(Compilation.Status.FAILURE);
    }

    /** Where any warning fails. */
    private static Compilation.Status strictly(String source, String... options) {
        List<String> all = new java.util.ArrayList<>(List.of("-Werror", "-Amigrationsafe.naming=snake_case"));
        all.addAll(List.of(options));
        return com.google.testing.compile.Compiler.javac()
                .withProcessors(new MigrationSafeProcessor(), new TableConstantsProcessor())
                .withOptions(all.toArray())
                .compile(JavaFileObjects.forSourceString(
                        "shop.Box", "package shop; import jakarta.persistence.*;\n" + source))
                .status();
    }

    @Test
    void severities_and_policies_are_the_teams() {
        String source = """
                @Entity
                class Box {
                    enum Size { SMALL, BIG }

                    @Id
                    Long id;

                    @Column(nullable = false)
                    Size size;

                    @Column(nullable = false)
                    String label;
                }
                """;
        assertThat(rules(Compile.source(source))).containsExactly("WARNING 9 [ordinal-enum]");
        assertThat(rules(Compile.source(source, "-Amigrationsafe.enums=ordinal")))
                .isEmpty();
        assertThat(rules(Compile.source(source, "-Amigrationsafe.severity=ordinal-enum:nit")))
                .containsExactly("NOTE 9 [ordinal-enum]");
        assertThat(rules(Compile.source(source, "-Amigrationsafe.enums=ordinal", "-Amigrationsafe.texts=limited")))
                .containsExactly("WARNING 11 [varchar-without-domain-limit]");
        assertThat(Compile.said(Compile.source(
                        source, "-Amigrationsafe.texts=short", "-Amigrationsafe.severity=ordinal-enum:worst")))
                .contains(
                        "ERROR -Amigrationsafe.texts=short is not known; it takes domain, limited, any.",
                        "ERROR -Amigrationsafe.severity has ordinal-enum:worst, which is not of the form rule:low, with a rule's id "
                                + "and one of nit, low, medium, high, critical.");
    }

    private static List<String> rules(Compilation compilation) {
        return Compile.said(compilation).stream()
                .map(line -> line.substring(0, line.indexOf(']') + 1))
                .toList();
    }

    @Test
    void broken_code_is_the_compilers_own_affair() {
        for (String broken : List.of(
                "@Entity class A { @Id Long id; @ManyToOne Missing missing; double price; }",
                "@Entity class A extends Missing { @Id Long id; double price; }",
                "@Entity class A { @Id Long id; @Missing double price; }",
                "@Entity class A { @Id Long id; List<Missing> all; double price; }",
                "@Entity class A { @Id Long id; @Convert(converter = Missing.class) String text; double price; }",
                "@Entity @Table(indexes = @Index(columnList = 7)) class A { @Id Long id; double price; }",
                "@Entity class A { @Id Long id double price; }",
                "@Entity class A { @Id Long id; @Embedded A self; @ManyToOne int number; double price; }",
                "@Entity class A { @Id @ManyToOne B b; } @Entity class B { @Id @ManyToOne A a; }",
                "@Entity enum A { ONE }",
                "@Entity interface A { @Id Long id = 1L; }",
                "@Entity record A(@Id Long id, double price) {}",
                "@Embeddable class E { @Embedded E inner; double price; } @Entity class A { @Id Long id; @Embedded E e; }")) {
            Compilation compilation = Compile.source(broken + "\n");
            assertThat(Compile.said(compilation))
                    .as(broken)
                    .noneMatch(line -> line.contains("defect of Migration Safe"));
            if (compilation.status() == Compilation.Status.FAILURE) {
                assertThat(Compile.said(compilation)).as(broken).allMatch(line -> line.startsWith("ERROR"));
            }
        }
    }

    @Test
    void what_only_a_running_hibernate_knows_is_told_and_not_guessed() {
        assertThat(Compile.said(Compile.source("""
                abstract class OfOurs implements org.hibernate.usertype.UserType<String> {}

                @Entity
                class Thing {
                    @Id
                    Long id;

                    @Type(OfOurs.class)
                    @Column(nullable = false)
                    String strange;
                }
                """)))
                .containsExactly(
                        "NOTE 10 [mapping-not-read] \"Thing.strange\" is mapped by @Type, whose columns only a running Hibernate "
                                + "knows: their types are left out of the review. The test side sees them.");
    }

    @Test
    void the_same_entities_give_the_same_bytes_in_whatever_order_they_come() throws IOException {
        JavaFileObject one = JavaFileObjects.forSourceString("shop.One", """
                package shop;
                import jakarta.persistence.*;
                @Entity @Table(indexes = @Index(name = "one_idx", columnList = "two_id"))
                class One { @Id Long id; @ManyToOne Two two; java.time.LocalDateTime at; }
                """);
        JavaFileObject two = JavaFileObjects.forSourceString("shop.Two", """
                package shop;
                import jakarta.persistence.*;
                @Entity class Two { @Id Long id; @OneToMany(mappedBy = "two") java.util.List<One> ones; double price; }
                """);
        String first = contents(Compile.files(List.of(one, two)));
        assertThat(first).contains("MigrationSafeModel", "OneTable", "erDiagram", "migrationsafe schema 1");
        assertThat(contents(Compile.files(List.of(two, one)))).isEqualTo(first);
    }

    private static String contents(Compilation compilation) throws IOException {
        StringBuilder all = new StringBuilder();
        for (JavaFileObject file : compilation.generatedFiles().stream()
                .sorted(java.util.Comparator.comparing(JavaFileObject::getName))
                .toList()) {
            if (file.getKind() != JavaFileObject.Kind.CLASS && !file.getName().endsWith("orm.xml")) {
                all.append(file.getName()).append('\n').append(file.getCharContent(false));
            }
        }
        return all.toString();
    }

    @Test
    void gradle_is_told_which_part_looks_at_one_entity_and_which_at_all() throws IOException {
        try (var stream = MannersTest.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertThat(new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines())
                    .containsExactly(
                            MigrationSafeProcessor.class.getName() + ",aggregating",
                            TableConstantsProcessor.class.getName() + ",isolating");
        }
    }
}
