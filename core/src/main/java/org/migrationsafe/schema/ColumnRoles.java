package org.migrationsafe.schema;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.migrationsafe.schema.Column.Trait;
import org.migrationsafe.schema.ColumnType.Kind;

/** What the customary names of columns say of them, where the type fits. */
public final class ColumnRoles {

    private static final Set<String> DELETED = Set.of(
            "deleted",
            "isdeleted",
            "deletedat",
            "deletedon",
            "deleteddate",
            "deletedtime",
            "deletiondate",
            "deletiontime",
            "deletedtimestamp",
            "softdeleted",
            "softdeletedat",
            "removedat");

    private static final Set<String> CREATED = Set.of(
            "created",
            "createdat",
            "createdon",
            "createddate",
            "createdtime",
            "createdtimestamp",
            "createdatutc",
            "createtime",
            "createdate",
            "creationdate",
            "creationtime",
            "creationtimestamp",
            "datecreated",
            "timecreated",
            "insertedat",
            "insertdate");

    private static final Set<String> UPDATED = Set.of(
            "updated",
            "updatedat",
            "updatedon",
            "updateddate",
            "updatedtime",
            "updatedtimestamp",
            "updatetime",
            "updatedate",
            "dateupdated",
            "lastupdated",
            "lastupdatedat",
            "lastupdatedtime",
            "lastupdatedtimestamp",
            "lastupdate",
            "modified",
            "modifiedat",
            "modifiedon",
            "modifieddate",
            "modificationdate",
            "modificationtime",
            "lastmodified",
            "lastmodifiedat",
            "lastmodifieddate",
            "lastmodifiedtime",
            "changedat",
            "changedate");

    private static final Set<String> ACTOR = Set.of(
            "createdby",
            "createdbyid",
            "createdbyuser",
            "creator",
            "creatorid",
            "updatedby",
            "updatedbyid",
            "modifiedby",
            "modifiedbyid",
            "lastmodifiedby",
            "lastupdatedby",
            "changedby",
            "author",
            "authorid",
            "actor",
            "actorid",
            "performedby");

    private ColumnRoles() {}

    public static Set<Trait> of(String name, Kind kind) {
        String loose = name.replace("_", "").toLowerCase(Locale.ROOT);
        Set<Trait> roles = EnumSet.noneOf(Trait.class);
        // Some systems keep timestamps as milliseconds.
        boolean moment = kind.isMoment() || kind == Kind.BIG_INTEGER;
        if (DELETED.contains(loose) && (moment || kind == Kind.BOOLEAN || kind == Kind.SMALL_INTEGER)) {
            roles.add(Trait.SOFT_DELETE);
        }
        if (CREATED.contains(loose) && moment) {
            roles.add(Trait.CREATED_AT);
        }
        if (UPDATED.contains(loose) && moment) {
            roles.add(Trait.UPDATED_AT);
        }
        if (ACTOR.contains(loose)) {
            roles.add(Trait.ACTOR);
        }
        return roles;
    }
}
