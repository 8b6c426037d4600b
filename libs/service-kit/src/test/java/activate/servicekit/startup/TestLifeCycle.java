package activate.servicekit.startup;

/** Life cycles in a given state. */
public final class TestLifeCycle {
    private TestLifeCycle() {}

    /** A service that is ready. */
    public static LifeCycle ready() {
        LifeCycle life = new LifeCycle();
        life.become(new LifeState.Ready());
        return life;
    }
}
