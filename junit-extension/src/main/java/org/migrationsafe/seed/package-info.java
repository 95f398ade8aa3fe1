/** An empty table to valid rows. Not public API. */
@NullMarked
package org.migrationsafe.seed;

import org.jspecify.annotations.NullMarked;
