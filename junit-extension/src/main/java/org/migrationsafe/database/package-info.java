/** Settings to a database that may be thrown away; refuses any other. Not public API. */
@NullMarked
package org.migrationsafe.database;

import org.jspecify.annotations.NullMarked;
