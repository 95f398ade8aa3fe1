package org.migrationsafe.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

import org.migrationsafe.processor.read.HibernateVersion;
import org.migrationsafe.processor.read.ModelReader;
import org.migrationsafe.processor.read.ModelReading;
import org.migrationsafe.processor.read.Naming;
import org.migrationsafe.processor.read.ReadingOptions;
import org.migrationsafe.processor.say.Messages;
import org.migrationsafe.processor.write.Documents;
import org.migrationsafe.processor.write.ModelRecord;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.schema.SchemaModel;

/**
 * Reviews the schema that a module's entities describe, and writes a model of it.
 *
 * <p>Claims no annotation, so that other processors see the entities too. An entity that names a type which does not
 * exist (yet) waits for the round in which it does; if there is none, the compiler says so, and we say nothing.
 *
 * <p>Names and keys go from one entity to the other, so this part is <em>aggregating</em> in Gradle's words; what is made of
 * one entity alone is {@link TableConstantsProcessor}'s.
 */
public final class MigrationSafeProcessor extends AbstractProcessor {

    private static final String MODEL = "org.migrationsafe.schema.SchemaModel";

    private final Set<String> reviewed = new TreeSet<>();
    private Rounds rounds;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Rounds.ENTITY, Rounds.CONVERTER);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** All that begin with our prefix: whether they are right is for us to say, see {@link Options}. */
    @Override
    public Set<String> getSupportedOptions() {
        Set<String> names = new TreeSet<>(Options.NAMES);
        processingEnv.getOptions().keySet().stream()
                .filter(name -> name.startsWith(Options.PREFIX))
                .forEach(names::add);
        return names;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        rounds = new Rounds(environment);
        Options.of(environment.getOptions())
                .mistakes()
                .forEach(mistake -> environment.getMessager().printMessage(Diagnostic.Kind.ERROR, mistake));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        rounds.remember(round);
        if (reviewed.isEmpty() && !rounds.entityNames().isEmpty() && !round.processingOver() && !round.errorRaised()) {
            List<TypeElement> types = rounds.wholeEntities();
            if (!types.isEmpty()) {
                reviewed.addAll(rounds.entityNames());
                reviewOrSayWhyNot(types);
            }
        }
        if (round.processingOver()) {
            SharedReading.drop(processingEnv);
        }
        if (round.processingOver() && !round.errorRaised()) {
            tellLatecomers();
        }
        return false;
    }

    /** The model is written once, when every entity then known was whole. */
    private void tellLatecomers() {
        Set<String> late = new TreeSet<>(rounds.entityNames());
        late.removeAll(reviewed);
        if (!late.isEmpty() && !reviewed.isEmpty()) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.WARNING,
                            "[entity-not-reviewed] These entities were generated after the others had been reviewed, and are not "
                                    + "in the model: " + String.join(", ", late) + ".");
        }
    }

    /** A class file that is missing, and a fault of ours, must not end the compiler: it has more to say than we. */
    private void reviewOrSayWhyNot(List<TypeElement> types) {
        try {
            review(types);
        } catch (RuntimeException e) {
            boolean missing = e.getClass().getName().contains("CompletionFailure");
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.WARNING,
                            missing
                                    ? "[entity-not-reviewed] The entities were not reviewed, since a class that they need is not on "
                                            + "the class path: " + e.getMessage() + "."
                                    : "[entity-not-reviewed] The entities were not reviewed. This is a defect of Migration Safe, and "
                                            + "we would like to hear of it, with these lines: " + trace(e));
        }
    }

    private static String trace(RuntimeException e) {
        StringBuilder trace = new StringBuilder(String.valueOf(e));
        for (int i = 0; i < Math.min(5, e.getStackTrace().length); i++) {
            trace.append(" at ").append(e.getStackTrace()[i]);
        }
        return trace.toString();
    }

    private void review(List<TypeElement> types) {
        Options options = Options.of(processingEnv.getOptions());
        ModelReading model = read(processingEnv, options, types, rounds);
        SharedReading.offer(processingEnv, rounds.entityNames(), model);
        DesignReport report = DesignReport.of(model.schema(), options.policy());
        Messages messages = new Messages(processingEnv.getMessager(), options.failOn());
        messages.tell(model);
        tellOfMappingFile();
        messages.say(report, model.declarations());
        if (options.generate()) {
            Documents.write(report, options.policy(), types, processingEnv.getFiler());
            generate(model, types, options);
        }
    }

    static ModelReading read(
            ProcessingEnvironment environment, Options options, List<TypeElement> types, Rounds rounds) {
        HibernateVersion hibernate = HibernateVersion.onClassPath(environment.getElementUtils());
        Naming naming = options.naming() == Naming.SNAKE_CASE ? hibernate.snakeCase() : options.naming();
        ReadingOptions reading = new ReadingOptions(naming, options.policy().tenantColumn(), hibernate);
        return new ModelReader(environment, reading).read(types, rounds.converters(), rounds.interfaces());
    }

    /** What is mapped in XML, no processor sees. */
    private void tellOfMappingFile() {
        try {
            processingEnv
                    .getFiler()
                    .getResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/orm.xml")
                    .openInputStream()
                    .close();
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.NOTE,
                            "[mapping-not-read] META-INF/orm.xml maps something too, and an annotation processor cannot read it: "
                                    + "what it says is left out of the review. The test side sees what comes of it.");
        } catch (IOException | RuntimeException e) {
            // There is none, or this compiler does not say.
            return;
        }
    }

    /** Names nobody vouched for are not made a model of. */
    private void generate(ModelReading model, List<TypeElement> types, Options options) {
        if (!options.policy().namesKnown()) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.NOTE,
                            "[naming-unknown] No table constants and no model are generated, since nobody said how names become "
                                    + "columns: set -Amigrationsafe.naming=snake_case (Spring Boot's default) or jpa (Hibernate's).");
            return;
        }
        if (processingEnv.getElementUtils().getTypeElement(MODEL) != null) {
            Map<String, String> shared = new TreeMap<>(options.shared());
            shared.put(SchemaModel.ENTITIES, String.join(",", rounds.entityNames()));
            ModelRecord.write(model.schema(), shared, commonPackage(types), types, processingEnv.getFiler());
        }
    }

    private String commonPackage(List<TypeElement> types) {
        List<String> common = new ArrayList<>(List.of(packageOf(types.get(0)).split("\\.")));
        for (TypeElement type : types) {
            List<String> other = List.of(packageOf(type).split("\\."));
            while (common.size() > other.size()
                    || !other.subList(0, common.size()).equals(common)) {
                common.remove(common.size() - 1);
            }
        }
        return String.join(".", common);
    }

    private String packageOf(TypeElement element) {
        return processingEnv
                .getElementUtils()
                .getPackageOf(element)
                .getQualifiedName()
                .toString();
    }
}
