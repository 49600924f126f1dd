import { constants, fstatSync, openSync, write, writeSync } from "node:fs";
import type { DestinationStream } from "pino";

/** Lines that wait while standard output takes none. Beyond that they are lost. */
const MAX_WAITING_BYTES = 1024 * 1024;
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
  const output = openUnblocked();
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  /** What the system is being given, and since when. */
  let leaving: Buffer = Buffer.alloc(0);
  let leftAt = 0;

  function add(line: string): void {
    const bytes = Buffer.from(line);
    if (leaving.length + waitingBytes + bytes.length <= MAX_WAITING_BYTES) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
    }
    writeWaiting();
  }

  function take(): Buffer {
    const all = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    return all;
  }

  function putBack(bytes: Buffer): void {
    if (bytes.length === 0) return;
    waiting.unshift(bytes);
    waitingBytes += bytes.length;
  }

  function writeWaiting(): void {
    if (leaving.length > 0 || waitingBytes === 0) return;
    leaving = take();
    leftAt = performance.now();
    write(output, leaving, (error, written) => {
      putBack(leaving.subarray(error ? 0 : written));
      leaving = Buffer.alloc(0);
      if (!error) writeWaiting();
      else if (isBusy(error)) setTimeout(writeWaiting, PAUSE_MS).unref();
      // After another error the next line tries again: there may be room by then.
    });
  }

  /**
   * What is leaving already is left to the system, or it would come twice. Where the system has not taken it for long,
   * nobody reads.
   */
  function writeLast(): void {
    const now = performance.now();
    if (leaving.length > 0 && now - leftAt > LAST_WAIT_MS) return;
    const deadline = now + LAST_WAIT_MS;
    while (waitingBytes > 0 && performance.now() < deadline) {
      const last = take();
      try {
        putBack(last.subarray(writeSync(output, last)));
      } catch (error) {
        if (!isBusy(error)) return;
        putBack(last);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
  }

  process.once("exit", writeLast);
  return { write: add };
}

/**
 * A pipe or a terminal, opened once more so that writing never waits for its reader: a write that waits keeps a thread,
 * and with it the process, from ending. Whoever shares the pipe notices nothing. Files and sockets are used as they are.
 */
function openUnblocked(): number {
  try {
    // In large numbers: Node 20 keeps what it last found in small ones, and takes it for what a path leads to.
    const stdout = fstatSync(STDOUT, { bigint: true });
    if (!stdout.isFIFO() && !stdout.isCharacterDevice()) return STDOUT;
    return openSync(
      `/proc/self/fd/${STDOUT}`,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
    );
  } catch {
    // Nobody reads it any more, or this system has no such way.
    return STDOUT;
  }
}

function isBusy(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "EAGAIN" || code === "EBUSY";
}
