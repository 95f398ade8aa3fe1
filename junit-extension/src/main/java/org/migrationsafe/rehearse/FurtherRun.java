package org.migrationsafe.rehearse;

import java.sql.SQLException;
import java.util.List;

import org.migrationsafe.flyway.Step;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.stage.Stage;

/** What a review plays beyond one run of each migration. It is handed to the rehearsal, which does not know which there are. */
public interface FurtherRun {

    /**
     * What is to be tried of a step, each on a stage of its own; nothing where it is not worth it.
     *
     * @param recorded what the rehearsal saw of the step's migrations
     */
    List<Attempt> attempts(Step step, List<MigrationRun> recorded);

    /** The same migration with what was seen, or with what was not. */
    MigrationRun with(MigrationRun run);

    /** One try. Several go side by side. */
    interface Attempt {

        /** @param stage stands before the step, with rows; it may be spoilt */
        void on(Stage stage) throws SQLException;

        /** There is no such stage. */
        void impossible(String reason);
    }
}
