package org.migrationsafe.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

import org.migrationsafe.processor.read.ModelReading;
import org.migrationsafe.processor.read.Naming;
import org.migrationsafe.processor.write.TableConstants;
import org.migrationsafe.schema.Table;

/**
 * Writes a class of constants for each entity's table, from the entity and what it refers to: <em>isolating</em> in Gradle's
 * words, so that an incremental build writes only those anew whose entities changed.
 */
public final class TableConstantsProcessor extends AbstractProcessor {

    private final Set<String> written = new TreeSet<>();
    private Rounds rounds;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Rounds.ENTITY);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Those of {@link MigrationSafeProcessor}, which says what is wrong with them. */
    @Override
    public Set<String> getSupportedOptions() {
        return Options.NAMES;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        rounds = new Rounds(environment);
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        rounds.remember(round);
        Options options = Options.of(processingEnv.getOptions());
        if (written.isEmpty()
                && options.generate()
                && options.naming() != Naming.UNKNOWN
                && !round.processingOver()
                && !round.errorRaised()) {
            List<TypeElement> types = rounds.wholeEntities();
            written.addAll(types.isEmpty() ? Set.of() : rounds.entityNames());
            write(types, options);
        }
        return false;
    }

    private void write(List<TypeElement> types, Options options) {
        if (types.isEmpty()) {
            return;
        }
        ModelReading model = SharedReading.take(processingEnv, rounds.entityNames());
        try {
            model = model == null ? MigrationSafeProcessor.read(processingEnv, options, types, rounds) : model;
        } catch (RuntimeException e) {
            return; // the other processor reads the same, and says what is wrong
        }
        Map<String, TypeElement> byName = new HashMap<>();
        types.forEach(type -> byName.put(type.getQualifiedName().toString(), type));
        for (Table table : model.schema().tables()) {
            TypeElement type = byName.get(table.entity());
            if (type != null && (table.kind() == Table.Kind.ENTITY || table.kind() == Table.Kind.SUBCLASS)) {
                TableConstants.write(
                        table,
                        processingEnv
                                .getElementUtils()
                                .getPackageOf(type)
                                .getQualifiedName()
                                .toString(),
                        type,
                        processingEnv.getFiler());
            }
        }
    }
}
