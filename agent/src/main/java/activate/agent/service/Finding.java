package activate.agent.service;

/** What one check of `doctor` found. */
public sealed interface Finding {
    record Good(String code, String what) implements Finding {}

    record Bad(String code, String cause, String fix) implements Finding {}
}
