@org.jspecify.annotations.NullMarked
package activate.ingress.route;
