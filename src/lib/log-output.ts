import pino from "pino";

/** Lines that wait while standard output takes none. Beyond that they are lost. */
const MOST_WAITING_BYTES = 1024 * 1024;

/**
 * Standard output for the log, which may be a file on a disk that is full: lines wait until there is room, and a process
 * that is to end does not wait for that. By itself the library does, for ever.
 */
export function logOutput() {
  const output = pino.destination({ fd: 1, sync: false, maxLength: MOST_WAITING_BYTES });
  let failing = false;
  output.on("error", () => {
    failing = true;
  });
  output.on("write", () => {
    failing = false;
  });
  const flush = output.flushSync.bind(output);
  output.flushSync = () => {
    if (!failing) flush();
  };
  return output;
}
