/** One file per rule on a recorded migration; the sealed interface is the registry. */
@NullMarked
package org.migrationsafe.rule.migration;

import org.jspecify.annotations.NullMarked;
