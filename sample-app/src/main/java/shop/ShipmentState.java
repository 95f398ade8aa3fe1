package shop;

/** Where a parcel is; a type of the database's own. */
public enum ShipmentState {
    PACKED,
    SENT,
    DELIVERED,
    RETURNED
}
