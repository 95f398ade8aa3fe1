/** What any phase may throw. */
@NullMarked
package org.migrationsafe;

import org.jspecify.annotations.NullMarked;
