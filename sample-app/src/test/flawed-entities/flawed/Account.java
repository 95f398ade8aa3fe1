package flawed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

@Entity
@Table(indexes = @Index(name = "account_number_idx", columnList = "number, tenant"))
class Account {

    enum State {
        OPEN,
        CLOSED
    }

    @Id
    @GeneratedValue
    private Integer id;

    @TenantId
    @Column(nullable = false)
    private String tenant;

    @Column(nullable = false)
    private String number;

    @Column(nullable = false)
    private State state;

    @Column(nullable = false)
    private LocalDateTime openedAt;

    private double balance;

    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private UUID reference;

    @Lob
    @Column(nullable = false)
    private String statement;

    private String remark;

    @ManyToOne(optional = false)
    private Bank bank;
}
