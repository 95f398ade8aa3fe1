/** What each database engine calls things: versions, lock modes and what they block. */
@NullMarked
package org.migrationsafe.engine;

import org.jspecify.annotations.NullMarked;
