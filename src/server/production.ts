import { runInProduction } from "@/lib/env";

/**
 * What `dist/server.js` is made from. React and Next look at the mode when they are loaded, so it is set before: whoever
 * starts the build by itself gets no development server that reports to others.
 */
runInProduction();
await import("./index");
