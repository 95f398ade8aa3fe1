/** Findings as a reader meets them: sections, verdict, plain text and Markdown. */
@NullMarked
package org.migrationsafe.report;

import org.jspecify.annotations.NullMarked;
