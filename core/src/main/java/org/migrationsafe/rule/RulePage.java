package org.migrationsafe.rule;

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
 * @param bad an example that has the fault, with a mark on each guilty line
 * @param good an example that is clean under all rules
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
        String bad,
        String good) {

    /** The id of a rule's class: its simple name in kebab case. */
    public static String idOf(Class<?> rule) {
        return rule.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    public static Builder of(Class<?> rule, Severity severity) {
        return new Builder(idOf(rule), severity);
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
        private String bad = "";

        private Builder(String id, Severity severity) {
            this.id = id;
            this.severity = severity;
            this.tag = severity == Severity.CRITICAL ? Tag.CRITICAL : Tag.CONFIRMED;
        }

        public Builder concern() {
            this.tag = Tag.CONCERN;
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

        public RulePage good(String good) {
            return new RulePage(id, severity, tag, title, when, effect, says, instead, bad, good);
        }
    }
}
