/** A report to files. Not public API. */
@NullMarked
package org.migrationsafe.publish;

import org.jspecify.annotations.NullMarked;
