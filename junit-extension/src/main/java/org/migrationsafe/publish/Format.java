package org.migrationsafe.publish;

import java.util.List;
import java.util.function.Function;

import org.migrationsafe.report.Markdown;
import org.migrationsafe.report.Report;

/**
 * A form of the report that is written to a file.
 *
 * @param ending of the file's name
 * @param text the whole file
 */
record Format(String ending, Function<Report, String> text) {

    /** Every form has a line here. */
    static final List<Format> ALL = List.of(new Format(".md", Markdown::of), new Format(".json", JsonReport::of));
}
