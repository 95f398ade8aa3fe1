package org.migrationsafe.processor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One javac, in a process of its own, with Lombok, MapStruct, Hibernate's processor and ours, in either order. */
class TogetherTest {

    private static final String OTHERS = "lombok.launch.AnnotationProcessorHider$AnnotationProcessor,"
            + "org.mapstruct.ap.MappingProcessor,org.hibernate.processor.HibernateProcessor";
    private static final String OURS =
            "org.migrationsafe.processor.MigrationSafeProcessor,org.migrationsafe.processor.TableConstantsProcessor";

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("src/shop"));
        Files.writeString(folder.resolve("src/shop").resolve(name), text);
    }

    private List<String> compile(String processors, String... options) throws IOException, InterruptedException {
        write("Person.java", """
                package shop;

                import jakarta.persistence.*;
                import java.time.LocalDateTime;
                import lombok.Data;

                @Entity
                @Data
                public class Person {
                    @Id
                    private Long id;

                    @Column(nullable = false, length = 40)
                    private String fullName;

                    @Column(nullable = false)
                    private LocalDateTime seenAt;
                }
                """);
        write("PersonView.java", """
                package shop;

                import lombok.Data;

                @Data
                public class PersonView {
                    private String fullName;
                }
                """);
        write("PersonMapper.java", """
                package shop;

                import org.mapstruct.Mapper;

                @Mapper
                public interface PersonMapper {
                    PersonView view(Person person);
                }
                """);
        write("Uses.java", """
                package shop;

                class Uses {
                    String generatedByLombok = new Person().getFullName();
                    Object generatedByMapStruct = new PersonMapperImpl();
                    Object generatedByHibernate = Person_.fullName;
                    String generatedByUs = PersonTable.Columns.FULL_NAME;
                    Object ourModel = new MigrationSafeModel().schema();
                }
                """);
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                "-s",
                Files.createDirectories(folder.resolve("generated")).toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-processorpath",
                System.getProperty("java.class.path"),
                "-processor",
                processors,
                "-Amigrationsafe.naming=snake_case"));
        command.addAll(List.of(options));
        try (Stream<Path> sources = Files.list(folder.resolve("src/shop"))) {
            sources.sorted().map(Path::toString).forEach(command::add);
        }
        Path said = folder.resolve("said");
        Process javac = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(javac.waitFor(2, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("warning:") || line.contains("error:"))
                .map(line -> line.replace(folder.resolve("src/shop") + "/", ""))
                .toList();
        assertThat(javac.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private void holds(List<String> said) throws IOException {
        assertThat(said)
                .containsExactly(
                        "Person.java:17: warning: [timestamp-without-time-zone] \"Person.seenAt\" is stored as timestamp(6), which is "
                                + "no point in time: readers in another time zone read a different one. Use Instant or OffsetDateTime, which are "
                                + "stored as timestamp with time zone; or LocalDate where only the day is meant.");
        assertThat(folder.resolve("classes/shop/Uses.class")).exists();
        assertThat(folder.resolve("generated/migrationsafe/schema.md")).exists();
        assertThat(Files.readString(folder.resolve("generated/migrationsafe/design-review.md")))
                .contains("1 table, 1 finding, 0 accepted.");
    }

    @Test
    void ours_comes_last() throws Exception {
        holds(compile(OTHERS + "," + OURS));
    }

    @Test
    void ours_comes_first() throws Exception {
        holds(compile(OURS + "," + OTHERS));
    }
}
