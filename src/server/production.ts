import { runInProduction } from "@/lib/production-mode";
import { describeLoadFailure } from "./load-failure";

/**
 * What `dist/server.js` is made from. React and Next look at the mode when they are loaded, so it is set before: whoever
 * starts the build by itself gets no development server that reports to others.
 */
runInProduction();
try {
  await import("./index");
} catch (error) {
  const sentence = describeLoadFailure(error);
  if (sentence === null) throw error;
  process.stderr.write(`Gatehouse cannot start: ${sentence}\n`);
  process.exit(1);
}
