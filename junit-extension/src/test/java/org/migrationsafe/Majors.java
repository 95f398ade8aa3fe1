package org.migrationsafe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The majors of PostgreSQL on which tests run that are worth running on each: the default one in the usual build, all of them with
 * {@code -Dtests.majors=14,15,16,17,18}.
 */
public final class Majors {

    private static final String SETTING = "tests.majors";

    private Majors() {}

    public static IntStream tested() {
        List<String> majors = Arrays.asList(System.getProperty(SETTING, "16").split(","));
        return majors.stream().map(String::strip).mapToInt(Integer::parseInt);
    }
}
