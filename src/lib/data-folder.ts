import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse } from "node:path";
import { SettingsError } from "./settings-error";

/** Rights of a group and of all others, to the folder. */
const GROUP = 0o070;
const OTHERS = 0o007;
/** Closing one of these would keep everybody else on the machine from working. */
const SHARED = ["/tmp", "/var/tmp", tmpdir()];
/** Where something is kept: what was put back from a backup may be another user's. */
const PARTS = ["", "files", "files/incoming"];

/**
 * Makes the folder of DATA_DIR if it is not there, sees that it can be written to, and closes it to other users, whoever
 * made it: the database, the uploads and the secret are in it.
 * @param options.isShared several processes keep uploads in it: what the group may do is the operator's affair
 * @returns what the operator should know, in sentences
 * @throws SettingsError when it cannot be used
 */
export function openDataFolder(folder: string, { isShared }: { isShared: boolean }): string[] {
  try {
    makeFolder(folder);
    const { mode, uid } = statSync(folder);
    if (SHARED.includes(folder) || folder === parse(folder).root) {
      throw new SettingsError(
        `DATA_DIR: ${folder} is a folder that others use too; choose one below it`,
      );
    }
    const parts = (isShared ? PARTS : [...PARTS, "pglite"]).map((name) => join(folder, name));
    for (const part of parts.filter(existsSync)) tryToWrite(part);
    if (process.platform === "win32") return [];
    const open = mode & (isShared ? OTHERS : GROUP | OTHERS);
    return open === 0 ? [] : close(folder, uid, mode & 0o777 & ~open);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(
      `DATA_DIR: ${folder} cannot be written to, and uploads and the generated secret are kept there: ${why}`,
      { cause: error },
    );
  }
}

/**
 * With all that it lies in. Node's own `recursive` never ends where the system makes no folders and says that there is
 * none to make them in, as in /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    // Made by another process in between, or a link.
    if (!existsSync(folder)) throw new Error(`${folder} is a link that leads nowhere`, { cause });
  }
}

function tryToWrite(folder: string): void {
  const file = join(folder, `.writable-${process.pid}`);
  writeFileSync(file, "");
  rmSync(file, { force: true });
}

/** Only whose it is may close it. A volume that was made for us by somebody else is theirs to close. */
function close(folder: string, uid: number, mode: number): string[] {
  if (uid !== process.getuid?.()) {
    return [
      `DATA_DIR: ${folder} belongs to user ${uid} and is open to other users of this machine: ` +
        "give it to the user that Gatehouse runs as, or close it (chmod 700)",
    ];
  }
  chmodSync(folder, mode);
  return [
    `DATA_DIR: ${folder} was open to other users of this machine, and is closed to them now (mode ${mode.toString(8)})`,
  ];
}
