package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.migrationsafe.policy.NameWords;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.Table;

/** Two columns of timestamps whose names say that one begins what the other ends. */
record Period(Column start, Column end) {

    /** What a start's word becomes at the end. */
    private static final Map<String, Set<String>> ENDS = Map.of(
            "start", Set.of("end", "finish", "stop"),
            "starts", Set.of("ends"),
            "started", Set.of("ended", "finished", "stopped"),
            "begin", Set.of("end"),
            "begins", Set.of("ends"),
            "from", Set.of("to", "until", "till"),
            "since", Set.of("until"));

    static List<Period> in(Table table) {
        List<Period> periods = new ArrayList<>();
        for (Column start : table.columns()) {
            if (start.type().kind().isMoment()) {
                table.columns().stream()
                        .filter(end -> end.type().kind() == start.type().kind() && ends(start.name(), end.name()))
                        .findFirst()
                        .ifPresent(end -> periods.add(new Period(start, end)));
            }
        }
        return periods;
    }

    /** Whether it is agreed on beforehand; what has started and has ended is only noted. */
    boolean isPlanned() {
        return !NameWords.of(start.name()).contains("started");
    }

    private static boolean ends(String start, String end) {
        List<String> words = NameWords.of(start);
        List<String> others = NameWords.of(end);
        if (words.size() != others.size()) {
            return false;
        }
        int different = 0;
        boolean paired = false;
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals(others.get(i))) {
                different++;
                paired |= ENDS.getOrDefault(words.get(i), Set.of()).contains(others.get(i));
            }
        }
        return different == 1 && paired;
    }
}
