package activate.agent.service;

/** What one check of `doctor` found. */
public sealed interface CheckResult {
    record Good(String code, String what) implements CheckResult {}

    record Bad(String code, String cause, String fix) implements CheckResult {}
}
