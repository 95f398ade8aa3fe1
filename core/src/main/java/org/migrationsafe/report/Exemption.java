package org.migrationsafe.report;

import java.util.Optional;

import org.migrationsafe.rule.Finding;

/** What takes findings upon the team, wherever it is written. */
sealed interface Exemption permits Comment, OnMapping, BaselineEntry {

    boolean covers(Finding finding);

    /** Whether it covers one finding and no other like it. */
    boolean coversOne();

    /** Whether it may cover what another one within it covers too, and be of use by that. */
    boolean nests();

    /** Why what it covers does not count. */
    String reason();

    /** What is to be said of it where it covered nothing; empty where that is as it should be. */
    Optional<Judged.Idle> idle();
}
