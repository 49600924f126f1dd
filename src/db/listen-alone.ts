import { createHash } from "node:crypto";
import { linkSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { isAnswered } from "@/lib/is-answered";

/** The longest path of a socket in bytes, on the system that allows least. Node cuts a longer one without a word. */
const LONGEST_PATH = 103;
const ATTEMPTS = 5;

/**
 * Holds a folder by listening on a socket in it, which nobody answers on once its process has ended. For where there is
 * no `flock`.
 * @returns a function that ends it; undefined when another process listens there
 * @throws Error when the path of the folder is too long for a socket
 */
export async function listenAlone(folder: string): Promise<(() => void) | undefined> {
  if (process.platform === "win32") return listenOnPipe(folder);
  const place = path.join(folder, "server.sock");
  if (Buffer.byteLength(place) > LONGEST_PATH) {
    throw new Error(
      `${folder} is too long a path for a socket, and there is no program flock to lock it with; ` +
        "install flock (it comes with util-linux), or choose a shorter DATA_DIR",
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const server = await listen(place);
    if (server) return () => server.close();
    if ((await isAnswered(place)) || !(await clearAway(place, folder))) return undefined;
  }
  return undefined;
}

/** A pipe of Windows is in no folder, belongs to one process and goes with it. */
async function listenOnPipe(folder: string): Promise<(() => void) | undefined> {
  const name = createHash("sha256").update(folder.toLowerCase()).digest("hex").slice(0, 32);
  const server = await listen(`\\\\.\\pipe\\gatehouse-${name}`);
  return server && (() => server.close());
}

/** @returns undefined when the place is taken */
function listen(place: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(place, () => resolve(server.unref()));
  });
}

/**
 * Takes away the socket of a process that has ended. It is asked once more when it is out of the way: another start may
 * have put its own there meanwhile, which then goes back.
 * @returns whether it is gone
 */
async function clearAway(place: string, folder: string): Promise<boolean> {
  const aside = path.join(folder, `s.${process.pid}`);
  try {
    renameSync(place, aside);
    const isAlive = await isAnswered(aside);
    if (isAlive) linkSync(aside, place);
    rmSync(aside, { force: true });
    return !isAlive;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}
