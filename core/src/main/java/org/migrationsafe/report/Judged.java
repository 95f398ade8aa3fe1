package org.migrationsafe.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.migrationsafe.recording.NotSeen;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Tag;
import org.migrationsafe.source.Place;

/**
 * Findings of one family, compared with what the team took upon itself.
 *
 * @param open findings that count
 * @param accepted findings that do not
 * @param idle exemptions that exempt nothing
 * @param notSeen what could not be reviewed
 */
public record Judged(List<Finding> open, List<Accepted> accepted, List<Idle> idle, List<NotSeen> notSeen) {

    public Judged {
        open = List.copyOf(open);
        accepted = List.copyOf(accepted);
        idle = List.copyOf(idle);
        notSeen = List.copyOf(notSeen);
    }

    /** A finding that does not count, and why. */
    public record Accepted(Finding finding, String reason) {}

    /**
     * An exemption that exempts nothing, and why.
     *
     * @param declared the class or attribute on which it stands; empty for one in a script or a baseline
     */
    public record Idle(Place place, String declared, String says) {
        @Override
        public String toString() {
            return place + ": " + says;
        }
    }

    static Judged of(List<Finding> findings, List<NotSeen> notSeen) {
        return new Judged(findings, List.of(), List.of(), notSeen);
    }

    /** The same, with what further exemptions cover. */
    Judged exempting(Collection<? extends Exemption> exemptions) {
        List<Finding> stillOpen = new ArrayList<>();
        List<Accepted> allAccepted = new ArrayList<>(accepted);
        Set<Exemption> used = new HashSet<>();
        for (Finding finding : open) {
            List<? extends Exemption> covering = exemptions.stream()
                    .filter(exemption -> !(exemption.coversOne() && used.contains(exemption)))
                    .filter(exemption -> exemption.covers(finding))
                    .toList();
            if (covering.isEmpty()) {
                stillOpen.add(finding);
            } else {
                allAccepted.add(new Accepted(finding, covering.get(0).reason()));
                used.addAll(covering.get(0).nests() ? covering : covering.subList(0, 1));
            }
        }
        List<Idle> allIdle = new ArrayList<>(idle);
        exemptions.stream()
                .filter(exemption -> !used.contains(exemption))
                .flatMap(exemption -> exemption.idle().stream())
                .forEach(allIdle::add);
        return new Judged(stillOpen, allAccepted, allIdle, notSeen);
    }

    /** What of it happened at some places. */
    Judged at(Predicate<Place> places, List<NotSeen> unseen) {
        return new Judged(
                open.stream().filter(finding -> places.test(finding.place())).toList(),
                accepted.stream()
                        .filter(each -> places.test(each.finding().place()))
                        .toList(),
                idle.stream().filter(each -> places.test(each.place())).toList(),
                unseen);
    }

    Judged withNotSeen(List<NotSeen> unseen) {
        return new Judged(open, accepted, idle, unseen);
    }

    /** Findings that count, at or above a severity. */
    public List<Finding> atOrAbove(Severity severity) {
        return open.stream()
                .filter(finding -> finding.severity().atLeast(severity))
                .toList();
    }

    public List<Finding> tagged(Tag tag) {
        return open.stream().filter(finding -> finding.tag() == tag).toList();
    }
}
