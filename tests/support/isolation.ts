import { spawnSync } from "node:child_process";
import { existsSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findProgram } from "./services/programs";
import type { TestServer } from "./server";

/** Programs to put before a command, so that it runs isolated from the rest of the machine. */
export type Inside = string[];

/** As in a container: it sees none of our processes. Prints a message if this machine allows no isolation. */
export const findContainer = () =>
  findUnshare(["--mount", "--pid", "--fork", "--mount-proc", "--kill-child"]);

/** With mounts of its own. Prints a message if this machine allows no isolation. */
export const findMounts = () => findUnshare(["--mount"]);

function findUnshare(flags: string[]): Inside | undefined {
  const program = findProgram("unshare");
  const ways = [flags, ["--user", "--map-root-user", ...flags]];
  const found = program && ways.find((way) => spawnSync(program, [...way, "true"]).status === 0);
  if (found) return [program, ...found];
  process.stderr.write(`NOT TESTED: what needs ${["unshare", ...flags].join(" ")}\n`);
  return undefined;
}

/** Mounts something before the command starts. */
export function withMount(inside: Inside, ...mount: string[]): Inside {
  return [...inside, "sh", "-c", `mount ${mount.join(" ")} && exec "$@"`, "sh"];
}

const PIECE_BYTES = 256 * 1024;

/** A folder that is a disk of its own. Only one server sees it, the one that is started `withMount`. */
export class OwnDisk {
  private readonly folder: string;
  private pieces = 0;

  constructor(server: TestServer, folder: string) {
    this.folder = path.join(`/proc/${server.pid}/root`, folder);
  }

  /** Writes until the disk is full. */
  fill(): void {
    for (;;) {
      const { bavail, bsize } = statfsSync(this.folder);
      if (bavail === 0) return;
      const piece = this.pathOf(this.pieces++);
      writeFileSync(piece, Buffer.alloc(Math.min(bavail * bsize, PIECE_BYTES)));
    }
  }

  /** Makes files until no more can be made. */
  fillWithFiles(): void {
    try {
      for (;;) writeFileSync(this.pathOf(this.pieces++), "");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }

  /** Deletes what it was filled with. */
  makeRoom(): void {
    for (; this.pieces >= 0; this.pieces--) {
      if (existsSync(this.pathOf(this.pieces))) rmSync(this.pathOf(this.pieces));
    }
    this.pieces = 0;
  }

  private pathOf(piece: number): string {
    return path.join(this.folder, `ballast-${piece}`);
  }
}
