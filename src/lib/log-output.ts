import { write, writeSync } from "node:fs";
import type { DestinationStream } from "pino";

/** Lines that wait while standard output takes none. Beyond that they are lost. */
const MOST_WAITING_BYTES = 1024 * 1024;
/** So long the last lines of a process wait for a reader who takes none. */
const LAST_WAIT_MS = 300;
/** How often a reader who takes none is tried again. */
const PAUSE_MS = 50;
const STDOUT = 1;

/**
 * Standard output for the log, which may be a file on a disk that is full, a pipe that nobody reads, or a terminal that
 * was closed: lines wait until there is room, and a process that is to end waits for it no longer than it must. pino's
 * own destination tries again at the end whatever the error was, for ever where the terminal is gone.
 */
export function logOutput(): DestinationStream {
  let waiting = Buffer.alloc(0);
  /** What the system is being given, and since when. */
  let leaving = Buffer.alloc(0);
  let leftAt = 0;

  function add(line: string): void {
    const bytes = Buffer.from(line);
    if (leaving.length + waiting.length + bytes.length > MOST_WAITING_BYTES) return;
    waiting = Buffer.concat([waiting, bytes]);
    writeWaiting();
  }

  function writeWaiting(): void {
    if (leaving.length > 0 || waiting.length === 0) return;
    [leaving, waiting] = [waiting, leaving];
    leftAt = performance.now();
    write(STDOUT, leaving, (error, written) => {
      waiting = Buffer.concat([leaving.subarray(error ? 0 : written), waiting]);
      leaving = Buffer.alloc(0);
      if (!error) writeWaiting();
      else if (isBusy(error)) setTimeout(writeWaiting, PAUSE_MS).unref();
      // After another error the next line tries again: there may be room by then.
    });
  }

  /**
   * What is leaving already is left to the system, or it would come twice. Where the system has not taken it for long,
   * nobody reads, and a pipe may be one on which writing waits for that.
   */
  function writeLast(): void {
    const now = performance.now();
    if (leaving.length > 0 && now - leftAt > LAST_WAIT_MS) return;
    const deadline = now + LAST_WAIT_MS;
    while (waiting.length > 0 && performance.now() < deadline) {
      try {
        waiting = waiting.subarray(writeSync(STDOUT, waiting));
      } catch (error) {
        if (!isBusy(error)) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
  }

  process.once("exit", writeLast);
  return { write: add };
}

function isBusy(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "EAGAIN" || code === "EBUSY";
}
