/** One review from its beginning to its end, with the database open. Not public API. */
@NullMarked
package org.migrationsafe.review;

import org.jspecify.annotations.NullMarked;
