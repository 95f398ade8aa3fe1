/** Findings to compiler messages. Not public API. */
@NullMarked
package org.migrationsafe.processor.say;

import org.jspecify.annotations.NullMarked;
