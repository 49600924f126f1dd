import { describeLoadFailure } from "./load-failure";

/**
 * The entry of `dist/server.js`. The mode is set before anything else is loaded: somebody who runs the build directly
 * must not get a development server, which shows its errors to others.
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
