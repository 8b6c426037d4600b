package activate.embedded.grant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rights of one token, as text for a real Vault and as rules for the stand-in. */
public record VaultPolicy(String name, List<Rule> rules) {

    public VaultPolicy {
        rules = List.copyOf(rules);
    }

    /**
     * @param prefix everything that begins with it
     * @param capabilities in Vault's words
     */
    public record Rule(String prefix, Set<String> capabilities) {
        public Rule {
            capabilities = Set.copyOf(capabilities);
        }
    }

    static VaultPolicy of(String name, List<SecretFolder> folders) {
        List<Rule> rules = new ArrayList<>();
        for (SecretFolder folder : folders) {
            String path = folder.path() + "/";
            rules.add(new Rule("secret/data/" + path, folder.access().ofSecrets()));
            rules.add(new Rule("secret/metadata/" + path, folder.access().ofNames()));
        }
        return new VaultPolicy(name, rules);
    }

    /**
     * Whether the rules allow it. A path that a server between us might read in another way is
     * refused, whatever it begins with.
     *
     * @param path below {@code /v1/}; that of a list ends in a slash
     */
    public boolean allows(String capability, String path) {
        if (path.contains("//")
                || Arrays.asList(path.split("/", -1)).stream().anyMatch(VaultPolicy::isRelative)) {
            return false;
        }
        return rules.stream()
                .anyMatch(
                        rule ->
                                path.startsWith(rule.prefix)
                                        && rule.capabilities.contains(capability));
    }

    /** In the language of Vault's policies. */
    public String hcl() {
        if (rules.isEmpty()) {
            return "# nothing yet\n";
        }
        return rules.stream()
                .map(
                        rule ->
                                "path \""
                                        + rule.prefix
                                        + "*\" { capabilities = ["
                                        + new TreeSet<>(rule.capabilities)
                                                .stream()
                                                        .map(word -> '"' + word + '"')
                                                        .collect(Collectors.joining(", "))
                                        + "] }\n")
                .collect(Collectors.joining());
    }

    private static boolean isRelative(String segment) {
        return segment.equals(".") || segment.equals("..");
    }
}
