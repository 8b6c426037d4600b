package activate.legacyapi.organization.variable;

import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Variables in MongoDB. */
@ApplicationScoped
class VariableStore extends StoredCollection<Variable> {
    private static final String OWNER = "owner";
    private static final String SECRET = "secretId";

    @Override
    public String name() {
        return "variables";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(VariableActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<Variable> documents) {
        documents.createIndex(Indexes.ascending(OWNER));
        documents.createIndex(Indexes.ascending(SECRET), new IndexOptions().sparse(true));
    }

    List<Variable> of(Variable.Owner owner) {
        return every(Filters.eq(OWNER, owner));
    }

    Optional<Variable> named(Variable.Owner owner, String key) {
        return first(Filters.eq(Trail.UNIQUE, owner.unique(key)));
    }

    long count(Variable.Owner owner) {
        return howMany(Filters.eq(OWNER, owner));
    }

    /** Whether any variable at all is secret. */
    boolean hasSecrets() {
        return first(Filters.exists(SECRET)).isPresent();
    }

    /** Whether a variable has its value there. */
    boolean isUsed(String secretId) {
        return first(Filters.eq(SECRET, secretId)).isPresent();
    }
}
