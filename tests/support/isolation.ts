import { spawnSync } from "node:child_process";
import { findProgram } from "./services/programs";

/**
 * Programs to begin a command with, so that it runs as in a container of its own: it sees other processes, or other
 * mounts, than we do. Said aloud where this machine allows none.
 */
export function findIsolation(): string[] | undefined {
  const flags = ["--mount", "--pid", "--fork", "--mount-proc", "--kill-child"];
  const ways = [flags, ["--user", "--map-root-user", ...flags]];
  const program = findProgram("unshare");
  const found = program && ways.find((way) => spawnSync(program, [...way, "true"]).status === 0);
  if (found) return [program, ...found];
  process.stderr.write(
    "NOT TESTED: what needs namespaces, for unshare is not there or not allowed\n",
  );
  return undefined;
}

/** A command that mounts something for itself alone before it begins. */
export function withMount(isolation: string[], ...mount: string[]): string[] {
  return [...isolation, "sh", "-c", `mount ${mount.join(" ")} && exec "$@"`, "sh"];
}
