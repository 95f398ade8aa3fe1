/** The annotation processor: entities to messages and generated sources. */
@NullMarked
package org.migrationsafe.processor;

import org.jspecify.annotations.NullMarked;
