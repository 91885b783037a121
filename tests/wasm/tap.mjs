// TAP for the tests that run in Node.

let n = 0, failed = 0;

/** A case that passed if `problems` (a list of texts) is empty. */
export function testCase(name, problems) {
  n++;
  console.log(`${problems.length ? 'not ok' : 'ok'} ${n} - ` +
    name.replaceAll(/[#\n]/g, ' '));
  for (const problem of problems)
    for (const line of String(problem).split('\n'))
      console.log(`# ${line}`);
  failed += problems.length > 0;
}

/** Prints the plan; the exit code says whether all passed. */
export function done() {
  console.log(`1..${n}`);
  process.exitCode = failed ? 1 : 0;
}

export function skipAll(why) {
  console.log(`1..0 # SKIP ${why}`);
  process.exit(0);
}

/** Runs `main`; what it throws is a case that failed. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    testCase('the test runs to its end', [error.stack]);
  }
  done();
}
