package org.migrationsafe.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's example as files, read from the text that also stands on the rule's page.
 *
 * <p>{@code -- file: V2__total.sql} begins a file, {@code (released)} after the name says that it was deployed long
 * ago, or a file {@value #RECORD} does for all of them; {@code -- flyway: key=value} sets a setting of Flyway's. A line that ends with {@code -- finds: rule-id} is the
 * line of an expected finding; without such a mark the example has to be clean.
 */
public record Example(Map<String, String> files, String released, Map<String, String> flyway, List<Expected> expected) {

    /** A finding that the example must give. */
    public record Expected(String rule, String file, int line) {}

    /** The file that records what is released, where no mark says so. */
    public static final String RECORD = "released.txt";

    private static final Pattern FILE = Pattern.compile("-- file: (\\S+)( \\(released\\))?");
    private static final Pattern SETTING = Pattern.compile("-- flyway: ([^=]+)=(.*)");
    private static final Pattern MARK = Pattern.compile(".*(?:--|//) finds: ([a-z-]+(?:, [a-z-]+)*)");

    /** Reads an example in SQL. */
    public static Example ofSql(String text) {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> flyway = new LinkedHashMap<>();
        List<Expected> expected = new ArrayList<>();
        String released = "0";
        String file = "";
        int line = 0;
        for (String written : text.lines().toList()) {
            Matcher begins = FILE.matcher(written);
            Matcher setting = SETTING.matcher(written);
            if (begins.matches()) {
                file = begins.group(1);
                line = 0;
                files.put(file, "");
                if (begins.group(2) != null) {
                    released = file.replaceFirst("^V([^_]+)__.*", "$1");
                }
            } else if (setting.matches()) {
                flyway.put(setting.group(1), setting.group(2));
            } else if (!file.isEmpty()) {
                line++;
                files.merge(file, written + "\n", String::concat);
                expected.addAll(marks(written, file, line));
            }
        }
        return new Example(files, files.containsKey(RECORD) ? "" : released, flyway, expected);
    }

    /** The findings that a line's mark promises; shared with examples in Java. */
    public static List<Expected> marks(String written, String file, int line) {
        Matcher mark = MARK.matcher(written);
        if (!mark.matches()) {
            return List.of();
        }
        return List.of(mark.group(1).split(", ")).stream()
                .map(rule -> new Expected(rule, file, line))
                .toList();
    }
}
