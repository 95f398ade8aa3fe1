/** Ratios, printed; nothing here is asserted. */
package org.migrationsafe.benchmark;
