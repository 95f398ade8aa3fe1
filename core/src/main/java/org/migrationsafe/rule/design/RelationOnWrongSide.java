package org.migrationsafe.rule.design;

import java.util.ArrayList;
import java.util.List;

import org.migrationsafe.policy.DesignPolicy;
import org.migrationsafe.rule.Fact;
import org.migrationsafe.rule.Finding;
import org.migrationsafe.rule.RulePage;
import org.migrationsafe.rule.Severity;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.Table;

/** A table where a column would do. */
final class RelationOnWrongSide implements DesignRule {

    private static final RulePage PAGE = RulePage.of(RelationOnWrongSide.class, Severity.LOW)
            .title("A table pairs rows of which each has one partner only")
            .when("""
                    A table only pairs two others, and one of its references is unique by itself: each of these rows has at most one partner, which a column of its own could name.""")
            .effect("""
                    Each read joins one table more, and each new row is two INSERTs; deleting takes an order that nobody expects.""")
            .says("""
                    "{table}" pairs rows of "{one}" with rows of "{other}", each of which has one partner only: a column of "{other}" would do.""")
            .instead("""
                    Map the other side: @ManyToOne in the class of "{other}", and mappedBy here.""")
            .bad("""
                    @Entity
                    class Album {
                        @Id
                        Long id;

                        @OneToMany
                        @JoinTable(indexes = @Index(name = "album_photo_album_idx", columnList = "album_id"))
                        List<Photo> photos; // finds: relation-on-wrong-side
                    }

                    @Entity
                    class Photo {
                        @Id
                        Long id;
                    }
                    """)
            .badSql("""
                    CREATE TABLE album (id bigint PRIMARY KEY);
                    CREATE TABLE photo (id bigint PRIMARY KEY);
                    CREATE TABLE album_photo ( -- finds: relation-on-wrong-side
                        album_id bigint NOT NULL REFERENCES album,
                        photo_id bigint NOT NULL UNIQUE REFERENCES photo,
                        PRIMARY KEY (album_id, photo_id)
                    );
                    """)
            .goodSql("""
                    CREATE TABLE album (id bigint PRIMARY KEY);
                    CREATE TABLE photo (
                        id bigint PRIMARY KEY,
                        album_id bigint NOT NULL REFERENCES album
                    );
                    CREATE INDEX photo_album_id_idx ON photo (album_id);
                    """)
            .good("""
                    @Entity
                    class Album {
                        @Id
                        Long id;

                        @OneToMany(mappedBy = "album")
                        List<Photo> photos;
                    }

                    @Entity
                    @Table(indexes = @Index(name = "photo_album_id_idx", columnList = "album_id"))
                    class Photo {
                        @Id
                        Long id;

                        @ManyToOne(optional = false)
                        Album album;
                    }
                    """);

    @Override
    public RulePage page() {
        return PAGE;
    }

    @Override
    public List<Finding> review(Schema schema, DesignPolicy policy) {
        List<Finding> found = new ArrayList<>();
        for (Table table : schema.tables()) {
            if (table.foreignKeys().size() == 2 && table.isJunction()) {
                for (int i = 0; i < 2; i++) {
                    ForeignKey many = table.foreignKeys().get(i);
                    ForeignKey one = table.foreignKeys().get(1 - i);
                    boolean unique = table.indexes().stream()
                            .anyMatch(index -> index.unique() && index.columns().equals(many.columns()));
                    if (unique && !table.primaryKey().equals(one.columns())) {
                        found.add(findingOnPart(
                                table,
                                new Fact("one", one.referencedTable()),
                                new Fact("other", many.referencedTable())));
                        break;
                    }
                }
            }
        }
        return found;
    }
}
