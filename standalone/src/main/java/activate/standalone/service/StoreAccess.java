package activate.standalone.service;

import java.util.Map;

/** The variables with which a service reaches one store, whether embedded or a real server. */
public interface StoreAccess {

    /** Empty for a service that has no business with the store. */
    Map<String, String> variables(Service service);
}
