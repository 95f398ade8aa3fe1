package org.migrationsafe.processor;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.migrationsafe.schema.Column;
import org.migrationsafe.schema.ForeignKey;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;
import org.migrationsafe.schema.Table;

import com.google.testing.compile.Compilation;

import static org.assertj.core.api.Assertions.assertThat;

/** The constants and the model: compiled, loaded through the service loader, and read again. */
class GeneratedSourcesTest {

    private static final String SHOP = """
            @Entity
            @Table(name = "orders", indexes = @Index(name = "orders_buyer_idx", columnList = "buyer_id"))
            class Order {
                @Id
                @GeneratedValue
                Long id;

                @ManyToOne(optional = false)
                Customer buyer;

                @Embedded
                Address shipTo;

                @Column(nullable = false, precision = 12, scale = 2)
                BigDecimal grandTotal;

                @ElementCollection
                @Column(nullable = false)
                Set<String> tags;
            }

            @Embeddable
            class Address {
                @Column(nullable = false)
                String streetName;
            }

            @Entity
            class Customer {
                @Id
                Long id;

                @ManyToMany
                Set<Order> watched;
            }
            """;

    private static Schema load(Compilation compilation, Path folder) throws Exception {
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
            if (!file.getName().contains("SOURCE_OUTPUT") && !name.equals("META-INF/orm.xml")) {
                Path path = folder.resolve(name);
                Files.createDirectories(path.getParent());
                Files.write(path, file.openInputStream().readAllBytes());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, SchemaModel.class.getClassLoader())) {
            return ServiceLoader.load(SchemaModel.class, loader)
                    .findFirst()
                    .orElseThrow()
                    .schema();
        }
    }

    @Test
    void the_model_is_found_by_the_service_loader_with_types_keys_and_lines(@TempDir Path folder) throws Exception {
        Schema schema = load(Compile.source(SHOP), folder);
        assertThat(schema.tables())
                .extracting(Table::name)
                .containsExactly("customer", "customer_orders", "order_tags", "orders");
        Table orders = schema.table("orders").orElseThrow();
        assertThat(orders.columns())
                .extracting(
                        column -> column.name() + " " + column.type().sql() + (column.nullable() ? "" : " not null"))
                .containsExactly(
                        "id bigint not null",
                        "buyer_id bigint not null",
                        "street_name varchar(255) not null",
                        "grand_total numeric(12,2) not null");
        assertThat(orders.primaryKey()).containsExactly("id");
        assertThat(orders.place().toString()).isEqualTo("shop/Source.java:2");
        Column total = orders.column("grand_total").orElseThrow();
        assertThat(total.attribute()).isEqualTo("shop.Order.grandTotal");
        assertThat(total.place().line()).isEqualTo(16);
        assertThat(orders.column("street_name").orElseThrow().attribute()).isEqualTo("shop.Address.streetName");
        ForeignKey buyer = orders.foreignKeys().get(0);
        assertThat(buyer.referencedTable()).isEqualTo("customer");
        assertThat(buyer.referencedColumns()).containsExactly("id");
        Table join = schema.table("customer_orders").orElseThrow();
        assertThat(join.primaryKey()).containsExactly("customer_id", "watched_id");
        Table tags = schema.table("order_tags").orElseThrow();
        assertThat(tags.primaryKey()).containsExactly("order_id", "tags");
    }

    @Test
    void constants_name_the_table_its_columns_and_its_indexes() throws IOException {
        Compilation compilation = Compile.source(SHOP);
        String source = compilation
                .generatedFile(StandardLocation.SOURCE_OUTPUT, "shop", "OrderTable.java")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        assertThat(source)
                .contains(
                        "public static final String NAME = \"orders\";",
                        "public static final String BUYER_ID = \"buyer_id\";",
                        "public static final String ORDERS_BUYER_IDX = \"orders_buyer_idx\";");
    }

    @Test
    void the_same_input_gives_the_same_bytes() throws IOException {
        assertThat(contents(Compile.source(SHOP))).isNotEmpty().isEqualTo(contents(Compile.source(SHOP)));
    }

    private static String contents(Compilation compilation) throws IOException {
        StringBuilder all = new StringBuilder();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            all.append(file.getName()).append('\n').append(file.getCharContent(false));
        }
        return all.toString();
    }
}
