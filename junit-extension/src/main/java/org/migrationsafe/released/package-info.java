/** What production has, as the user's repository records it. */
@NullMarked
package org.migrationsafe.released;

import org.jspecify.annotations.NullMarked;
