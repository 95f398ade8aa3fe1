package org.migrationsafe.processor.write;

import java.util.Collection;

import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.report.DesignMarkdown;
import org.migrationsafe.report.DesignReport;
import org.migrationsafe.report.SchemaMarkdown;

/** What people read: the schema, and the whole list of findings. Beside the generated sources, so that no jar has them. */
public final class Documents {

    /** The folder, below that of generated sources. */
    public static final String FOLDER = "migrationsafe/";

    private Documents() {}

    public static void write(
            DesignReport report, DesignPolicy policy, Collection<? extends Element> origins, Filer filer) {
        text("schema.md", SchemaMarkdown.of(report, policy), origins, filer);
        text("design-review.md", DesignMarkdown.of(report), origins, filer);
    }

    private static void text(String name, String text, Collection<? extends Element> origins, Filer filer) {
        Generated.resource(StandardLocation.SOURCE_OUTPUT, "", FOLDER + name, text, origins, filer);
    }
}
