/** A database's catalogue to a schema, with the lines of the migrations that wrote it. */
@NullMarked
package org.migrationsafe.catalog;

import org.jspecify.annotations.NullMarked;
