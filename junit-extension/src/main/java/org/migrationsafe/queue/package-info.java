/** Migrations that block traffic, with a session in their way. Not public API. */
@NullMarked
package org.migrationsafe.queue;

import org.jspecify.annotations.NullMarked;
