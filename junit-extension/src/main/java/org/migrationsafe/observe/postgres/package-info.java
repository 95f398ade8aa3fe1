/** What PostgreSQL did around each statement. Not public API. */
@NullMarked
package org.migrationsafe.observe.postgres;

import org.jspecify.annotations.NullMarked;
