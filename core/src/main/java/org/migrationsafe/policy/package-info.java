/** What the team decided: names, thresholds and what fails a build. */
@NullMarked
package org.migrationsafe.policy;

import org.jspecify.annotations.NullMarked;
