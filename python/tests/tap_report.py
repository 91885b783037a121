"""A plug-in for pytest: TAP on file descriptor 3, for the closing line of make test."""

import os

out = os.fdopen(3, "w")
count = 0


def pytest_runtest_logreport(report):
    global count
    if report.when != "call" and not (report.when == "setup" and not report.passed) \
            and not (report.when == "teardown" and report.failed):
        return
    count += 1
    name = report.nodeid.replace("#", "").replace("\n", " ")
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        print(f"ok {count} - {name} # SKIP {reason}", file=out)
    else:
        print(f"{'ok' if report.passed else 'not ok'} {count} - {name}", file=out)
    if report.failed:
        for line in report.longreprtext.splitlines():
            print("#", line, file=out)
    out.flush()


def pytest_collectreport(report):
    global count
    if report.failed:
        count += 1
        print(f"not ok {count} - {report.nodeid}", file=out)
        for line in report.longreprtext.splitlines():
            print("#", line, file=out)


def pytest_unconfigure():
    print(f"1..{count}", file=out)
    out.close()
