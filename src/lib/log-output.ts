import { constants, fstatSync, openSync, write, writeSync } from "node:fs";
import type { DestinationStream } from "pino";

/** How many bytes of lines may wait while nobody reads standard output. Further lines are lost. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** How long the last lines of a process wait for a reader that does not read. */
const LAST_WAIT_MS = 300;
/** How long to wait before the next try when the reader does not read. */
const RETRY_MS = 50;
const STDOUT = 1;

/**
 * Writes the log to standard output, which may be a file on a full disk, a pipe that nobody reads, or a closed
 * terminal. Lines wait until they can be written. A process that ends waits only LAST_WAIT_MS for them. pino's own
 * destination retries at exit after every error: when the terminal is gone, it never ends.
 */
export function logOutput(): DestinationStream {
  const output = openNonBlocking();
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  /** The bytes of the write that is under way, and when it began. */
  let writing: Buffer = Buffer.alloc(0);
  let writeBeganAt = 0;

  function add(line: string): void {
    const bytes = Buffer.from(line);
    if (writing.length + waitingBytes + bytes.length <= MAX_WAITING_BYTES) {
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
    if (writing.length > 0 || waitingBytes === 0) return;
    writing = take();
    writeBeganAt = performance.now();
    write(output, writing, (error, written) => {
      putBack(writing.subarray(error ? 0 : written));
      writing = Buffer.alloc(0);
      if (!error) writeWaiting();
      else if (isBusy(error)) setTimeout(writeWaiting, RETRY_MS).unref();
      // After any other error the next line tries again: the disk may have room by then.
    });
  }

  /**
   * Writes the waiting lines when the process ends. A write that is under way is not repeated, or its lines would come
   * twice. If that write has taken long already, nobody reads, and the rest is dropped.
   */
  function writeLast(): void {
    const now = performance.now();
    if (writing.length > 0 && now - writeBeganAt > LAST_WAIT_MS) return;
    const deadline = now + LAST_WAIT_MS;
    while (waitingBytes > 0 && performance.now() < deadline) {
      const last = take();
      try {
        putBack(last.subarray(writeSync(output, last)));
      } catch (error) {
        if (!isBusy(error)) return;
        putBack(last);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      }
    }
  }

  process.once("exit", writeLast);
  return { write: add };
}

/**
 * Opens standard output once more in non-blocking mode, if it is a pipe or a terminal: a blocking write would keep its
 * thread, and so the process, from ending. Other processes on the same pipe are not affected, because the mode belongs
 * to our own descriptor. Files and sockets are used as they are.
 */
function openNonBlocking(): number {
  try {
    // `bigint` avoids a fault of Node 20: it keeps the result of the last small-number `fstat`, and later takes it for
    // the result of a `stat` of a path.
    const stdout = fstatSync(STDOUT, { bigint: true });
    if (!stdout.isFIFO() && !stdout.isCharacterDevice()) return STDOUT;
    return openSync(
      `/proc/self/fd/${STDOUT}`,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY,
    );
  } catch {
    // The reader is gone, or this system has no /proc.
    return STDOUT;
  }
}

function isBusy(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "EAGAIN" || code === "EBUSY";
}
