package activate.agent.service;

/** What one check of `doctor` found. */
public sealed interface CheckResult {
    record Good(String code, String what) implements CheckResult {}

    /** The check could not be made. */
    record Unknown(String code, String why) implements CheckResult {}

    record Bad(String code, String cause, String fix) implements CheckResult {}
}
