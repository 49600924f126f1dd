import pino from "pino";

/** Lines that wait while standard output takes none. Beyond that they are lost. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** So long the last lines of a process wait for a reader who takes none. */
const LAST_WAIT_MS = 300;

/**
 * Standard output for the log, which may be a file on a disk that is full, or a pipe that nobody reads: lines wait until
 * there is room, and a process that is to end does not wait for that. By itself the library does, for ever.
 */
export function logOutput() {
  let deadline = Number.POSITIVE_INFINITY;
  const output = pino.destination({
    fd: 1,
    sync: false,
    maxLength: MOST_WAITING_BYTES,
    retryEAGAIN: () => performance.now() < deadline,
  });
  let failing = false;
  output.on("error", () => {
    failing = true;
  });
  output.on("write", () => {
    failing = false;
  });
  const flush = output.flushSync.bind(output);
  output.flushSync = () => {
    if (failing) return;
    deadline = performance.now() + LAST_WAIT_MS;
    try {
      flush();
    } catch {
      // There is nowhere to say that the last lines are lost.
      failing = true;
    } finally {
      deadline = Number.POSITIVE_INFINITY;
    }
  };
  return output;
}
