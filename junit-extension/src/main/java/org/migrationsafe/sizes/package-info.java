/** Statements with work in them, at several numbers of rows. Not public API. */
@NullMarked
package org.migrationsafe.sizes;

import org.jspecify.annotations.NullMarked;
