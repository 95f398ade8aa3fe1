/** One file per rule on a schema's design; the sealed interface is the registry. */
@NullMarked
package org.migrationsafe.rule.design;

import org.jspecify.annotations.NullMarked;
