package org.migrationsafe.recording;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.migrationsafe.recording.Growth.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/** Classes of growth from counts, the last step deciding. */
class GrowthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "300:300 600:600 1200:1200 | LINEAR",
                "300:1 600:1 1200:1 | CONSTANT",
                "300:30 600:60 120000:10000 | LESS_THAN_LINEAR",
                "300:30 600:60 120000:12000 | LINEAR",
                "300:300 600:1200 1200:9600 | WORSE",
                "300:90300 600:360600 1200:1441200 | WORSE",
                "300:2400 600:5400 1200:12000 | LINEAR",
                "300:0 600:0 1200:0 | CONSTANT",
                "300:1000 600:1000 1200:1090 | CONSTANT",
                "300:300 600:600 120000:0 | FALLING"
            })
    void follows_from_the_counts(String samples, Growth.Order order) {
        List<Sample> read = new ArrayList<>();
        for (String sample : samples.strip().split(" ")) {
            String[] pair = sample.split(":");
            read.add(new Sample(Integer.parseInt(pair[0]), Long.parseLong(pair[1])));
        }
        assertThat(new Growth(new RelationName("public", "t"), Growth.Work.ROWS_READ, read).order())
                .isEqualTo(order);
    }
}
