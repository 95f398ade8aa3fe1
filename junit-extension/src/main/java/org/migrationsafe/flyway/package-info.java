/** The project's own Flyway: what it would run, what it runs, and where each statement of it stands. Not public API. */
@NullMarked
package org.migrationsafe.flyway;

import org.jspecify.annotations.NullMarked;
