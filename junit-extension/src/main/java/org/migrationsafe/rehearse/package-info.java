/** Migrations to a recording, through the project's own Flyway. Not public API. */
@NullMarked
package org.migrationsafe.rehearse;

import org.jspecify.annotations.NullMarked;
