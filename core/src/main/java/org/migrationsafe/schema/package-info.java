/** What a schema is: tables, columns, keys and indexes, each with the place it came from. */
@NullMarked
package org.migrationsafe.schema;

import org.jspecify.annotations.NullMarked;
