package org.migrationsafe.schema;

import org.migrationsafe.source.Place;

/**
 * What a mapping takes upon the team.
 *
 * @param rule the rule's id
 * @param element the key of the attribute, class or package that it covers, with all that is in it
 * @param because why; empty where nobody said
 */
public record Acceptance(String rule, String element, String because, Place place) {

    /** Whether it covers the element of that key. */
    public boolean covers(String key) {
        return key.equals(element)
                || key.startsWith(element)
                        && (key.charAt(element.length()) == '.'
                                || key.charAt(element.length()) == '$'
                                || key.charAt(element.length()) == '(');
    }
}
