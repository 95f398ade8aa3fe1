/** The public face: the annotation, the settings, the review and its assertions. */
@NullMarked
package org.migrationsafe.junit;

import org.jspecify.annotations.NullMarked;
