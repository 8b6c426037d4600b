package activate.legacyapi.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address as people write it: a host, and a port if it is not that of SSH. */
record HostAndPort(String host, int port) {
    /** The port of SSH. */
    static final int SSH = 22;

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?");

    /** Whether the text is an address. */
    static boolean isAddress(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return false;
        }
        int port = form.group(2) == null ? SSH : Integer.parseInt(form.group(2));
        return port > 0 && port <= HIGHEST_PORT;
    }

    /** The address in {@code text}, which is one. */
    static HostAndPort parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no address: " + text);
        }
        String host = form.group(1).replaceAll("[\\[\\]]", "");
        return new HostAndPort(host, form.group(2) == null ? SSH : Integer.parseInt(form.group(2)));
    }
}
