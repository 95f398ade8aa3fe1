package org.migrationsafe.flyway;

/** What to do about a statement that the server refuses whatever rows there are. */
public final class WaysOut {

    private WaysOut() {}

    /** A sentence, by the server's code and its words. */
    public static String of(String sqlState, String says) {
        return switch (sqlState) {
            case "25001" ->
                "Give it a file of its own, and beside that a file of the same name with .conf appended, which says"
                        + " executeInTransaction=false.";
            case "55006" ->
                "Give it a file of its own, so that nothing else in its transaction is still to be done there.";
            case "0A000", "58P01" ->
                says.contains("extension")
                        ? "The server of this review does not have the extension: review on one that does, which"
                                + " migrationsafe.url names, or whose image for a container migrationsafe.image names."
                        : "Fix it and run the review again.";
            default -> "Fix it and run the review again.";
        };
    }
}
