package flawed;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Bank {

    @Id
    private Long id;
}
