package org.migrationsafe.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.Report;

/**
 * Runs a {@link MigrationSafe} method once per migration. One review per set of settings and test class, kept in JUnit's
 * root store, whatever the order or the parallelism of the tests.
 */
final class MigrationSafeExtension implements TestTemplateInvocationContextProvider, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MigrationSafeExtension.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> AnnotationSupport.isAnnotated(method, MigrationSafe.class))
                .isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Report report = report(context);
        if (wantsDesign(context)) {
            return Stream.of(new ForTheDesign(design(report)));
        }
        List<MigrationRun> runs = report.recording().migrations();
        return runs.isEmpty()
                ? Stream.of(new NothingToReview(report.recording()))
                : runs.stream().map(run -> new ForOneMigration(new MigrationReview(run, report.of(run))));
    }

    /** Whether the method is about the schema and not about one migration. */
    private static boolean wantsDesign(ExtensionContext context) {
        return List.of(context.getRequiredTestMethod().getParameterTypes()).contains(DesignReview.class);
    }

    private static DesignReview design(Report report) {
        DesignReport design = report.design();
        if (design == null) {
            throw new ReviewRefused(
                    "A test asks for a DesignReview, and migrationsafe.design is false: remove one of them.");
        }
        return new DesignReview(design, report.policy());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Report.class || type == DesignReview.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Report report = report(context);
        return parameter.getParameter().getType() == Report.class ? report : design(report);
    }

    private static Report report(ExtensionContext context) {
        Map<String, String> settings = settings(context);
        String name = context.getRequiredTestClass().getName();
        Key key = new Key(name, settings);
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(key, wanted -> review(wanted, context.getRequiredTestClass()), Report.class);
    }

    private record Key(String testClass, Map<String, String> settings) {}

    private static Report review(Key key, Class<?> testClass) {
        MigrationReviewer reviewer = MigrationReviewer.create()
                .classLoader(testClass.getClassLoader())
                .named(key.testClass());
        key.settings().forEach(reviewer::set);
        return reviewer.review();
    }

    /** JUnit's configuration parameters, below the class's annotation, below the method's. */
    private static Map<String, String> settings(ExtensionContext context) {
        Map<String, String> settings = new TreeMap<>();
        Setting.all().stream().map(Setting::name).forEach(name -> context.getConfigurationParameter(name)
                .ifPresent(value -> settings.put(name, value)));
        classAnnotations(context).map(AnnotationSettings::of).forEach(settings::putAll);
        annotation(context.getTestMethod()).map(AnnotationSettings::of).ifPresent(settings::putAll);
        return settings;
    }

    /** A nested class inherits its enclosing classes' settings, outermost first. */
    private static Stream<MigrationSafe> classAnnotations(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            classes.add(0, type);
        }
        return classes.stream().flatMap(type -> annotation(Optional.of(type)).stream());
    }

    private static Optional<MigrationSafe> annotation(Optional<? extends AnnotatedElement> element) {
        return AnnotationSupport.findAnnotation(element, MigrationSafe.class);
    }

    /** A method that has no migration to run for is shown as skipped, with the reason. */
    private record NothingToReview(Recording recording) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return "no migration is under review";
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            ExecutionCondition condition = context -> ConditionEvaluationResult.disabled(
                    "production has version " + recording.released() + ", and no migration is newer");
            return List.of(condition);
        }
    }

    /** One run of the method, for one migration. */
    private record ForOneMigration(MigrationReview review) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return review.migration().fileName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new ReviewParameter(review), new Verdict(review.passed(), review.failure()));
        }
    }

    /** The one run of a method that is about the schema. */
    private record ForTheDesign(DesignReview review) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return review.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Verdict(review.passed(), review.failure()));
        }
    }

    /** Gives the method its migration's review. */
    private record ReviewParameter(MigrationReview review) implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MigrationReview.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return review;
        }
    }

    /** Fails the method with the review; a failure of the method's own is kept beside it. */
    private record Verdict(boolean passed, String failure) implements InvocationInterceptor {

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            try {
                invocation.proceed();
            } catch (AssertionError | Exception own) {
                if (!passed) {
                    MigrationUnsafe unsafe = new MigrationUnsafe(failure);
                    unsafe.addSuppressed(own);
                    throw unsafe;
                }
                throw own;
            }
            if (!passed) {
                throw new MigrationUnsafe(failure);
            }
        }
    }
}
