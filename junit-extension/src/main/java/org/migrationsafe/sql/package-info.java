/** A script's text to statements with their lines. Not public API. */
@NullMarked
package org.migrationsafe.sql;

import org.jspecify.annotations.NullMarked;
