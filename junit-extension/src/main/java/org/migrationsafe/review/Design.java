package org.migrationsafe.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.ReviewRefused;
import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.recording.Recording;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Schema;

/** The part of a review that is of the schema and its entities. Settings and model are read before anything starts. */
final class Design {

    private static final String PREFIX = "migrationsafe.";

    private final boolean wanted;
    private final Models models;
    private final DesignPolicy policy;
    private @Nullable DesignReport report;

    Design(DesignSettings settings, ClassLoader loader) {
        this.wanted = settings.wanted();
        this.models = wanted ? Models.on(loader) : new Models(null, Map.of(), List.of());
        this.policy = policy(settings, models.options());
    }

    /** The processor's options count where nothing else is said. */
    private static DesignPolicy policy(DesignSettings settings, Map<String, String> ofModel) {
        Map<String, String> all = new TreeMap<>(ofModel);
        all.putAll(settings.values());
        List<String> mistakes = new ArrayList<>();
        DesignPolicy policy = DesignPolicy.of(all, DesignReport.ids(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new ReviewRefused(PREFIX + String.join("\n" + PREFIX, mistakes));
        }
        return policy;
    }

    /** A model that ought to be there and is not is nothing that passes. */
    Recording notSeenWith(Recording recording) {
        List<NotSeen> notSeen = new ArrayList<>(recording.notSeen());
        notSeen.addAll(models.notSeen());
        return new Recording(
                recording.server(), recording.origin(), recording.released(), recording.migrations(), notSeen);
    }

    /** @param migrated what the migrations made; empty where not all of them ended well */
    void review(Optional<Schema> migrated) {
        if (!wanted) {
            return;
        }
        if (migrated.isEmpty()) {
            NotSeen unseen = new NotSeen(
                    null, "the schema", "its design was not reviewed, since not every migration ended well");
            report = DesignReport.ofNothing(unseen);
            return;
        }
        Schema model = models.schema();
        Schema catalogue = migrated.get().withTenantColumns(tenantColumns(model));
        DesignReport reviewed =
                model == null ? DesignReport.of(catalogue, policy) : DesignReport.of(model, catalogue, policy);
        report = reviewed.withNotSeen(models.notSeen());
    }

    private Set<String> tenantColumns(@Nullable Schema model) {
        Set<String> names = new HashSet<>();
        if (!policy.tenantColumn().isEmpty()) {
            names.add(policy.tenantColumn().toLowerCase(Locale.ROOT));
        }
        if (model != null) {
            model.tables().forEach(table -> table.columns(Column.Trait.TENANT)
                    .forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT))));
        }
        return names;
    }

    Optional<DesignReport> report() {
        return Optional.ofNullable(report);
    }
}
