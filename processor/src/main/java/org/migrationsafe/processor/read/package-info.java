/** Elements to a schema, with positions. Not public API. */
@NullMarked
package org.migrationsafe.processor.read;

import org.jspecify.annotations.NullMarked;
