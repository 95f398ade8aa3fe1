/** A schema to generated sources. Not public API. */
@NullMarked
package org.migrationsafe.processor.write;

import org.jspecify.annotations.NullMarked;
