package activate.legacyapi.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an operation. Every operation has one, or is {@code ServiceOnly}: the service does
 * not start otherwise. {@code docs/authorization.md} lists them all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allows {
    /** Those who may; one of them is enough. May be left out where {@link #grant} decides. */
    Who[] value() default {};

    /**
     * The permission that the document in the path must give the caller, such as {@code
     * cluster:admin}; what stands before the colon names the {@link Guard} that finds it. Needed
     * beside {@link #value}, not instead of it.
     */
    String grant() default "";

    /** Whether only a browser session may; keys and tokens are refused then. */
    boolean browserOnly() default false;
}
