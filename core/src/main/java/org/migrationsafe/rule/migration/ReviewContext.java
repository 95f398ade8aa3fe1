package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.engine.ServerVersion;
import org.migrationsafe.policy.ReviewPolicy;
import org.migrationsafe.recording.MigrationRun;

/**
 * What a rule may know beside the migration it judges.
 *
 * @param earlier the migrations under review before it, in their order
 */
public record ReviewContext(ServerVersion server, List<MigrationRun> earlier, ReviewPolicy policy) {}
