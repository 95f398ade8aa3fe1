package org.migrationsafe.rule.migration;

import java.util.List;

import org.migrationsafe.recording.Exposure;
import org.migrationsafe.recording.MigrationRun;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.rule.Subject;

/** Personal data in a script. */
final class PersonalDataInSeed implements MigrationRule {

    private static final RulePage PAGE = RulePage.of(PersonalDataInSeed.class, Severity.CRITICAL)
            .title("A migration writes personal data")
            .when("""
                    A script that writes rows holds something that has the form of a person's data and passes its check: an
                    e-mail address that is neither a function's nor of a domain kept for examples, a bank account, a payment
                    card, a social security number, a telephone number. The data itself is shown nowhere.
                    """)
            .effect("""
                    They are in the repository, in every developer's database and in every test's, and cannot be deleted from
                    any of these when the person asks for it, or when the law does.
                    """)
            .says("""
                    Writes what looks like personal data: {what}; the first at line {line}.
                    """)
            .instead("""
                    Use made-up rows with addresses at `example.com` for tests, outside `db/migration`; bring rows of real
                    people in through the application, or through an import that is not kept.
                    """)
            .bad("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, iban text);
                    -- file: V2__first_customers.sql
                    INSERT INTO customer VALUES (1, 'jane.roe@posteo.de', 'DE89 3704 0044 0532 0130 00'); -- finds: personal-data-in-seed
                    INSERT INTO customer VALUES (2, 'john.doe@gmx.net', NULL);
                    """)
            .good("""
                    -- file: V1__customer.sql (released)
                    CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL, iban text);
                    -- file: V2__first_customers.sql
                    INSERT INTO customer VALUES (1, 'support@shop.de', NULL), (2, 'jane.roe@example.com', NULL);
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(MigrationRun run, ReviewContext context) {
        List<Exposure> personal =
                run.exposures().stream().filter(Exposure::personal).toList();
        if (personal.isEmpty()) {
            return List.of();
        }
        List<String> kinds = personal.stream().map(Exposure::what).distinct().toList();
        Exposure first = personal.get(0);
        List<Fact> facts = List.of(
                new Fact("what", MigrationRule.enumerate(kinds)),
                new Fact("line", Integer.toString(first.line())),
                new Fact("in all", Integer.toString(personal.size())));
        Finding found = new Finding(page(), first.place(), new Subject.Script(), null, facts);
        // One address and nothing else is more often that of a job or a mailbox than of a person.
        boolean oneAddress = personal.size() == 1 && first.what().equals("an e-mail address");
        return List.of(oneAddress ? found.withSeverity(Severity.LOW) : found);
    }
}
