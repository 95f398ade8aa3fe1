/** Databases set up as production stands, and steps played on them. Not public API. */
@org.jspecify.annotations.NullMarked
package org.migrationsafe.stage;
