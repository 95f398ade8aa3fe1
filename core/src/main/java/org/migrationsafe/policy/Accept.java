package org.migrationsafe.policy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes one rule's findings on an attribute, an entity or a package upon the team, with the reason.
 *
 * <pre>{@code
 * @Accept(rule = "uuid-as-text", because = "the partner's interface compares it as text")
 * private String partnerReference;
 * }</pre>
 *
 * <p>It covers what it stands on and all that is in it. One that accepts nothing, or names no rule, is reported. It is kept
 * in class files, so that an incremental build which reads an unchanged class finds it too;
 * {@code @SuppressWarnings("migrationsafe:uuid-as-text")} is not.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Repeatable(Accept.All.class)
public @interface Accept {

    /** The rule's id, as messages have it in brackets. */
    String rule();

    /** Why, in a few words; whoever comes next reads it. */
    String because();

    /** Several of them on one element. */
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT
    })
    @interface All {
        Accept[] value();
    }
}
