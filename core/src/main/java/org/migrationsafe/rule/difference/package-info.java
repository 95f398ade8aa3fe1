/** Where entities and the migrated schema disagree. */
@NullMarked
package org.migrationsafe.rule.difference;

import org.jspecify.annotations.NullMarked;
