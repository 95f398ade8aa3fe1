/** Where things stand in the user's files. */
@NullMarked
package org.migrationsafe.source;

import org.jspecify.annotations.NullMarked;
