package activate.legacyapi.resource;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Lets the service not start where an operation does not say who may call it. */
@Provider
public final class RequireRules implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Rule.of(resource.getResourceClass(), resource.getResourceMethod());
    }
}
