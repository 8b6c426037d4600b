package activate.legacyapi.compute.cluster;

/** Kinds of clusters. */
public enum ClusterType {
    /** Made by a user for a machine that is there already. */
    EXISTING("existing", "existing"),
    /** Belongs to an organization, and is shared by permissions. */
    MANAGED("managed", "managed-cluster");

    private final String word;
    private final String contractWord;

    ClusterType(String word, String contractWord) {
        this.word = word;
        this.contractWord = contractWord;
    }

    /** The word between services. */
    public String word() {
        return word;
    }

    /** The word of the public contract. */
    public String contractWord() {
        return contractWord;
    }
}
