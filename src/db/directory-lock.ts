import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Takes the data directory for this process: PGlite has no lock of its own, and two processes on one
 * directory silently lose rows.
 * @returns a function that gives the directory back
 * @throws Error naming the process that holds it
 */
export function lockDirectory(directory: string): () => void {
  const file = path.join(directory, "server.pid");
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(readFileSync(file, "utf8").trim());
      if (isAlive(holder)) {
        throw new Error(
          `DATA_DIR: ${directory} is in use by another Gatehouse (process ${holder}); stop it, or choose another DATA_DIR`,
          { cause: error },
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new Error(`DATA_DIR: ${directory} could not be locked`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
