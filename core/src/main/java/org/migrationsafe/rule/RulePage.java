package org.migrationsafe.rule;

import java.util.List;
import java.util.Locale;

/**
 * All that a person asks about a rule, apart from its logic.
 *
 * <p>{@code says} and {@code instead} are templates: <code>{name}</code> stands for the finding's fact of that name.
 *
 * @param id derived from the rule's class, {@code index-without-concurrently}
 * @param title the fault in a few words
 * @param when the evidence on which it fires
 * @param effect why it hurts, in production
 * @param says the finding's one sentence
 * @param instead what to write in its place
 * @param judgement of a concern what the team has to decide, what would settle it, and what holds until then
 * @param only why it can be seen on one source alone; empty where it is seen on both, and for rules on migrations
 * @param at annotations to point at where the element has them, {@code Column.length}, the first that fits
 * @param bad an example that has the fault, with a mark on each guilty line
 * @param good an example that is clean under all rules
 * @param badSql of a design rule the same as a migration; empty where a catalogue does not show it
 * @param goodSql of a design rule the same as a migration; empty where a catalogue does not show it
 * @param growing whether what it finds takes longer the more rows the table has, so that it is mild for a small table
 */
public record RulePage(
        String id,
        Severity severity,
        Tag tag,
        String title,
        String when,
        String effect,
        String says,
        String instead,
        Judgement judgement,
        String only,
        List<String> at,
        String bad,
        String good,
        String badSql,
        String goodSql,
        boolean growing) {

    /**
     * What a concern leaves to the team.
     *
     * @param call the decision
     * @param settledBy what would settle it
     * @param untilThen what to do as long as that cannot be had
     */
    public record Judgement(String call, String settledBy, String untilThen) {

        /** Of what was seen to be so. */
        public static final Judgement NONE = new Judgement("", "", "");
    }

    /** The id of a rule's class: its simple name in kebab case. */
    public static String idOf(Class<?> rule) {
        return rule.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    public static Builder of(Class<?> rule, Severity severity) {
        return new Builder(idOf(rule), severity);
    }

    /** The same of a finding that leaves something to the team. */
    public RulePage asConcern(String call, String settledBy, String untilThen) {
        return new RulePage(
                id,
                severity,
                Tag.CONCERN,
                title,
                when,
                effect,
                says,
                instead,
                new Judgement(call, settledBy, untilThen),
                only,
                at,
                bad,
                good,
                badSql,
                goodSql,
                growing);
    }

    /** Names each part where it is given, since ten strings in a row would be mistaken for one another. */
    public static final class Builder {
        private final String id;
        private final Severity severity;
        private Tag tag;
        private String title = "";
        private String when = "";
        private String effect = "";
        private String says = "";
        private String instead = "";
        private Judgement judgement = Judgement.NONE;
        private String only = "";
        private List<String> at = List.of();
        private String bad = "";
        private String badSql = "";
        private String goodSql = "";
        private boolean growing;

        private Builder(String id, Severity severity) {
            this.id = id;
            this.severity = severity;
            this.tag = severity == Severity.CRITICAL ? Tag.CRITICAL : Tag.CONFIRMED;
        }

        /** Leaves it to the team, and says what. */
        public Builder concern(String call, String settledBy, String untilThen) {
            this.tag = Tag.CONCERN;
            this.judgement = new Judgement(call, settledBy, untilThen);
            return this;
        }

        /** Says why only one source shows it. */
        public Builder only(String reason) {
            this.only = reason;
            return this;
        }

        /** Says that it takes longer the more rows the table has. */
        public Builder growing() {
            this.growing = true;
            return this;
        }

        public Builder at(String... annotations) {
            this.at = List.of(annotations);
            return this;
        }

        public Builder title(String title) {
            this.title = title;
            return this;
        }

        public Builder when(String when) {
            this.when = when.strip();
            return this;
        }

        public Builder effect(String effect) {
            this.effect = effect.strip();
            return this;
        }

        public Builder says(String says) {
            this.says = says.strip().replace('\n', ' ');
            return this;
        }

        public Builder instead(String instead) {
            this.instead = instead.strip();
            return this;
        }

        public Builder bad(String bad) {
            this.bad = bad;
            return this;
        }

        public Builder badSql(String sql) {
            this.badSql = sql;
            return this;
        }

        public Builder goodSql(String sql) {
            this.goodSql = sql;
            return this;
        }

        public RulePage good(String good) {
            return new RulePage(
                    id, severity, tag, title, when, effect, says, instead, judgement, only, at, bad, good, badSql,
                    goodSql, growing);
        }

        /** Of a rule that no mapping shows. */
        public RulePage inSqlAlone() {
            return good("");
        }
    }
}
