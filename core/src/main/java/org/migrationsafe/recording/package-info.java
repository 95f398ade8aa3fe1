/** What happened while the migrations ran: the facts that rules judge. */
@NullMarked
package org.migrationsafe.recording;

import org.jspecify.annotations.NullMarked;
