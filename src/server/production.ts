import { describeLoadFailure } from "./load-failure";

/**
 * What `dist/server.js` is made from. The mode is set before anything else is loaded: somebody who starts the build by
 * itself gets no development server that reports to others.
 */
try {
  const { runInProduction } = await import("@/lib/env");
  runInProduction();
  await import("./index");
} catch (error) {
  const sentence = describeLoadFailure(error);
  if (sentence === null) throw error;
  process.stderr.write(`Gatehouse cannot start: ${sentence}\n`);
  process.exit(1);
}
