package activate.legacyapi.compute.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address as people write it: a host, and a port if it is not that of SSH. */
public record HostAndPort(String host, int port) {
    /** The port of SSH. */
    static final int SSH = 22;

    /** What an address looks like: the port is 1 to 65535. */
    public static final String PATTERN =
            "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})(?::((?!0+(?!\\d))(?=\\d{1,5}(?!\\d))0*"
                    + "(?:\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d"
                    + "|6553[0-5])))?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

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
