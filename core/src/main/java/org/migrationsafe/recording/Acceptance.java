package org.migrationsafe.recording;

import org.jspecify.annotations.Nullable;
import org.migrationsafe.source.Place;

/**
 * A comment in a script that takes one rule's finding on the next statement upon the team:
 * {@code -- migrationsafe: accept <rule> because <reason>}.
 *
 * @param rule the id that is written; empty where the comment has another form
 * @param reason why; empty where none is given
 * @param place the comment's own line
 * @param statement where the next statement begins; null where there is none
 */
public record Acceptance(
        String rule, String reason, Place place, @Nullable Place statement) {}
