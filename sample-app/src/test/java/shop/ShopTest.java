package shop;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ServiceLoader;

import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.migrationsafe.schema.Schema;
import org.migrationsafe.schema.SchemaModel;
import org.migrationsafe.schema.Table;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The shop on its migrated schema: the entities fit the migrations, and what was generated fits both. */
class ShopTest {

    private static EmbeddedPostgres server;
    private static SessionFactory shop;

    @BeforeAll
    static void open() throws IOException {
        server = EmbeddedPostgres.start();
        var flyway = Flyway.configure().dataSource(server.getPostgresDatabase());
        flyway.getConfigurationExtension(org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        flyway.load().migrate();
        Configuration configuration = new Configuration()
                .setPhysicalNamingStrategy(new PhysicalNamingStrategySnakeCaseImpl())
                .setProperty("jakarta.persistence.jdbc.url", server.getJdbcUrl("postgres", "postgres"))
                .setProperty("hibernate.hbm2ddl.auto", "validate");
        for (Class<?> entity : new Class<?>[] {
            Tenant.class,
            Customer.class,
            Category.class,
            Tag.class,
            Product.class,
            Order.class,
            OrderLine.class,
            Payment.class,
            Shipment.class
        }) {
            configuration.addAnnotatedClass(entity);
        }
        shop = configuration.buildSessionFactory();
    }

    @AfterAll
    static void close() throws IOException {
        shop.close();
        server.close();
    }

    @Test
    void an_order_is_placed_and_read_by_its_own_tenant_only() {
        Address address = new Address("Hauptstr. 1", "10115", "Berlin", "DE");
        try (var session = shop.withOptions().tenantIdentifier((Object) "acme").openSession()) {
            var transaction = session.beginTransaction();
            session.persist(new Tenant("acme", "Acme"));
            Customer customer = new Customer("ada@example.org", "Ada", address);
            Category books = new Category("Books", null);
            Product product = new Product("B-1", "On Numbers", new BigDecimal("12.50"), "EUR", books);
            product.getImages().add("https://example.org/b-1.jpg");
            Tag tag = new Tag("maths");
            product.getTags().add(tag);
            Order order = new Order(customer, address);
            order.add(product, 2);
            session.persist(customer);
            session.persist(books);
            session.persist(tag);
            session.persist(product);
            session.persist(order);
            session.persist(new Payment(order));
            session.persist(new Shipment(order));
            transaction.commit();
        }
        assertThat(orders("acme")).isEqualTo(1);
        assertThat(orders("other")).isZero();
    }

    private static long orders(String tenant) {
        try (var session = shop.withOptions().tenantIdentifier((Object) tenant).openSession()) {
            return session.createSelectionQuery("select count(o) from Order o", Long.class)
                    .getSingleResult();
        }
    }

    @Test
    void the_generated_model_knows_every_table() {
        Schema model =
                ServiceLoader.load(SchemaModel.class).findFirst().orElseThrow().schema();
        assertThat(model.tables())
                .extracting(Table::name)
                .containsExactly(
                        "category",
                        "customer",
                        "order_line",
                        "orders",
                        "payment",
                        "product",
                        "product_image",
                        "product_tag",
                        "shipment",
                        "tag",
                        "tenant");
        assertThat(OrderTable.NAME).isEqualTo("orders");
        assertThat(OrderTable.Columns.SHIP_CITY).isEqualTo("ship_city");
        assertThat(model.table("orders").orElseThrow().place().toString()).startsWith("src/main/java/shop/Order.java:");
    }
}
