/** What is wrong, how bad it is, and what to do instead. */
@NullMarked
package org.migrationsafe.rule;

import org.jspecify.annotations.NullMarked;
