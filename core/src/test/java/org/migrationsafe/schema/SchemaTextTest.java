package org.migrationsafe.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;
import org.migrationsafe.schema.ForeignKey.OnDelete;
import org.migrationsafe.source.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A schema as text, and back. */
class SchemaTextTest {

    private static final Place PLACE = new Place("src/main/java/shop/Odd, \\name.java", 7);

    private static Schema odd() {
        TableBuilder table = new TableBuilder("sales", "a\tb", Table.Kind.COLLECTION, "shop.Odd", PLACE);
        table.add(new Column(
                "c,1\\,",
                new ColumnType(Kind.TEXT, "varchar(5)", "postcode"),
                true,
                Set.of(Trait.TENANT, Trait.NULL_INTENDED),
                new Value(Value.Source.SEQUENCE, "nextval('x')", "x", 50),
                List.of("A,B", "C\\", "\\t", ""),
                "line\none\r\n\ttwo \\n",
                "shop.Odd.c",
                "java.lang.String",
                PLACE));
        table.add(Column.of("twice", new ColumnType(Kind.INTEGER, "integer"), false, PLACE)
                .ofAttribute("shop.Odd.one", "int"));
        table.add(Column.of("twice", new ColumnType(Kind.INTEGER, "integer"), false, PLACE)
                .ofAttribute("shop.Odd.other", "int"));
        table.key("c,1\\,");
        table.add(new ForeignKey(
                "",
                List.of("c,1\\,"),
                "other",
                List.of("id"),
                OnDelete.SET_NULL,
                Set.of(ForeignKey.Trait.OWNED),
                "x",
                PLACE));
        table.add(new Index(
                "i",
                List.of("lower(c)"),
                true,
                List.of("d"),
                "gin",
                "a = ','",
                Set.of(Index.Trait.EXPRESSION),
                "k",
                PLACE));
        table.add(new Check("", List.of(), "a in ('x,y')", List.of("z", "x,y"), PLACE));
        table.add(Table.Trait.ROW_SECURITY);
        table.partitionedBy(List.of("day"));
        table.comment("tab\there");
        return new Schema(
                Schema.Source.CATALOGUE,
                List.of(table.build()),
                List.of(new Sequence("", "s", 50, "k", PLACE)),
                List.of(new EnumType("", "e", List.of("B", "A"), PLACE)),
                Set.of("total", "name"),
                List.of(new Acceptance("r", "shop", "because, \\of\tit", PLACE)));
    }

    @Test
    void whatever_stands_in_it_comes_back() {
        SchemaText written = new SchemaText(odd(), Map.of("texts", "any", "enums", "native"));
        SchemaText read = SchemaText.parse(written.text());
        assertThat(read).isEqualTo(written);
        assertThat(read.text()).isEqualTo(written.text());
        assertThat(read.schema().tables().get(0).columns()).hasSize(3);
    }

    @Test
    void what_is_of_another_version_or_none_of_ours_is_refused() {
        assertThatThrownBy(() -> SchemaText.parse("migrationsafe schema 9\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This model was written by another version of Migration Safe: compile the entities again.");
        assertThatThrownBy(() -> SchemaText.parse("migrationsafe schema 1\nsurprise\n"))
                .hasMessage("a schema's text has a line of the kind surprise");
    }

    @Test
    void an_acceptance_covers_its_element_and_what_is_in_it_and_nothing_else() {
        Acceptance ofClass = new Acceptance("r", "shop.Order", "b", PLACE);
        assertThat(List.of("shop.Order", "shop.Order.total", "shop.Order(a, b)", "shop.Order$Line.total"))
                .allMatch(ofClass::covers);
        assertThat(List.of("shop.OrderLine", "shop.Orders.total", "shop", "other.shop.Order"))
                .noneMatch(ofClass::covers);
    }
}
