package org.migrationsafe.processor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.processor.read.HibernateVersion;
import org.migrationsafe.processor.read.ModelReader;
import org.migrationsafe.processor.read.ModelReading;
import org.migrationsafe.processor.read.Naming;
import org.migrationsafe.processor.read.ReadingOptions;
import org.migrationsafe.processor.read.Unresolved;
import org.migrationsafe.processor.say.Messages;
import org.migrationsafe.processor.write.ModelRecord;
import org.migrationsafe.processor.write.TableConstants;
import org.migrationsafe.rule.design.DesignRule;
import org.migrationsafe.schema.Table;

/**
 * Reviews the schema that a module's entities describe, and generates names and a model of it.
 *
 * <p>Claims no annotation, so that other processors see the entities too. An entity that names a type which does not
 * exist (yet) waits for the round in which it does; if there is none, the compiler says so, and we say nothing.
 */
public final class MigrationSafeProcessor extends AbstractProcessor {

    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String CONVERTER = "jakarta.persistence.Converter";
    private static final String MODEL = "org.migrationsafe.schema.SchemaModel";

    private final Set<String> entities = new TreeSet<>();
    private final Set<String> converters = new TreeSet<>();
    private final Set<String> reviewed = new TreeSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(ENTITY, CONVERTER);
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
        Options.of(environment.getOptions())
                .mistakes()
                .forEach(mistake -> environment.getMessager().printMessage(Diagnostic.Kind.ERROR, mistake));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        remember(round, ENTITY, entities);
        remember(round, CONVERTER, converters);
        if (reviewed.isEmpty() && !entities.isEmpty() && !round.processingOver() && !round.errorRaised()) {
            List<TypeElement> types = find(entities);
            if (types.size() == entities.size() && types.stream().noneMatch(Unresolved::in)) {
                reviewed.addAll(entities);
                review(types);
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            tellLatecomers();
        }
        return false;
    }

    /** The model is written once, when every entity then known was whole. */
    private void tellLatecomers() {
        Set<String> late = new TreeSet<>(entities);
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

    private void remember(RoundEnvironment round, String annotation, Set<String> names) {
        TypeElement type = processingEnv.getElementUtils().getTypeElement(annotation);
        if (type != null) {
            for (Element element : round.getElementsAnnotatedWith(type)) {
                if (element instanceof TypeElement found) {
                    names.add(found.getQualifiedName().toString());
                }
            }
        }
    }

    /** Elements of an earlier round may be stale, so they are kept by name. */
    private List<TypeElement> find(Collection<String> names) {
        Elements elements = processingEnv.getElementUtils();
        return names.stream()
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .toList();
    }

    private void review(List<TypeElement> types) {
        Options options = Options.of(processingEnv.getOptions());
        HibernateVersion hibernate = HibernateVersion.onClassPath(processingEnv.getElementUtils());
        Naming naming = options.naming() == Naming.SNAKE_CASE ? hibernate.snakeCase() : options.naming();
        ReadingOptions reading = new ReadingOptions(naming, options.policy().tenantColumn(), hibernate);
        ModelReading model = new ModelReader(processingEnv, reading).read(types, find(converters));
        DesignPolicy policy = options.policy();
        Messages messages = new Messages(processingEnv.getMessager(), options.failOn());
        messages.tell(model.mistakes());
        messages.say(DesignRule.review(model.schema(), policy, DesignRule.all()), model.elements());
        if (options.generate()) {
            generate(model, types, options);
        }
    }

    /** Names nobody vouched for are not made constants of. */
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
        for (Table table : model.schema().tables()) {
            Element origin = model.elements().get(table.entity());
            if (origin != null && (table.kind() == Table.Kind.ENTITY || table.kind() == Table.Kind.SUBCLASS)) {
                TableConstants.write(table, packageOf(origin), origin, processingEnv.getFiler());
            }
        }
        if (processingEnv.getElementUtils().getTypeElement(MODEL) != null) {
            ModelRecord.write(model.schema(), commonPackage(types), types, processingEnv.getFiler());
        }
    }

    private String packageOf(Element element) {
        return processingEnv
                .getElementUtils()
                .getPackageOf(element)
                .getQualifiedName()
                .toString();
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
}
