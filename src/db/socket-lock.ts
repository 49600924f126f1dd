import { createHash } from "node:crypto";
import { linkSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { isListening } from "@/lib/is-listening";

/** The longest path of a socket, on the system with the lowest limit. Node truncates a longer one without an error. */
const MAX_PATH_BYTES = 103;
const ATTEMPTS = 5;

/**
 * Locks a folder where there is no `flock`: this process listens on a socket in it. Once the process has ended, nobody
 * answers there.
 * @returns a function that releases the lock; undefined when another process listens there
 * @throws Error when the path of the folder is too long for a socket
 */
export async function lockBySocket(folder: string): Promise<(() => void) | undefined> {
  if (process.platform === "win32") return listenOnPipe(folder);
  const socketPath = path.join(folder, "server.sock");
  if (Buffer.byteLength(socketPath) > MAX_PATH_BYTES) {
    throw new Error(
      `the path ${folder} is too long for a socket, and the program flock, which could lock it too, is not installed; ` +
        "install flock (it comes with util-linux), or choose a shorter DATA_DIR",
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const server = await listen(socketPath);
    if (server) return () => server.close();
    if ((await isListening(socketPath)) || !(await removeStale(socketPath, folder)))
      return undefined;
  }
  return undefined;
}

/** A named pipe of Windows is not in a folder. It belongs to one process and disappears with it. */
async function listenOnPipe(folder: string): Promise<(() => void) | undefined> {
  const name = createHash("sha256").update(folder.toLowerCase()).digest("hex").slice(0, 32);
  const server = await listen(`\\\\.\\pipe\\gatehouse-${name}`);
  return server && (() => server.close());
}

/** @returns undefined when the socket exists already */
function listen(socketPath: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(socketPath, () => resolve(server.unref()));
  });
}

/**
 * Removes the socket of a process that has ended. It renames the socket first, then checks once more whether anybody
 * answers on it: another process may have started meanwhile, and its socket is put back.
 * @returns whether the stale socket is gone
 */
async function removeStale(socketPath: string, folder: string): Promise<boolean> {
  const aside = path.join(folder, `s.${process.pid}`);
  try {
    renameSync(socketPath, aside);
    const isAlive = await isListening(aside);
    if (isAlive) linkSync(aside, socketPath);
    return !isAlive;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return true;
    // A third process has put its own socket there meanwhile.
    if (code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
