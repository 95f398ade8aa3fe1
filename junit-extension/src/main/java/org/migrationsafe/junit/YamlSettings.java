package org.migrationsafe.junit;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A YAML file as flat settings; documents for one profile only are left out. */
final class YamlSettings {

    private YamlSettings() {}

    static Map<String, String> read(InputStream in) {
        Map<String, String> all = new TreeMap<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(in)) {
            Map<String, String> values = new TreeMap<>();
            flatten("", document, values);
            if (values.keySet().stream().noneMatch(name -> name.startsWith("spring.config.activate"))) {
                all.putAll(values);
            }
        }
        return all;
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) -> flatten(name.isEmpty() ? String.valueOf(key) : name + "." + key, inner, values));
        } else if (value instanceof List<?> items) {
            values.put(name, items.stream().map(String::valueOf).collect(Collectors.joining(",")));
        } else if (value != null) {
            values.put(name, value.toString());
        }
    }
}
