import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse } from "node:path";
import { SettingsError } from "./settings-error";

/** The mode bits of the group and of all others. */
const GROUP = 0o070;
const OTHERS = 0o007;
/** Folders that everybody on the machine needs: their mode must not be changed. */
const SHARED = ["/tmp", "/var/tmp", tmpdir()];
/** The folders that must be writable. After a restore from a backup one of them may belong to another user. */
const SUBFOLDERS = ["", "files", "files/incoming"];

/**
 * Makes the folder of DATA_DIR if it does not exist, checks that it is writable, and takes other users' rights to it
 * away, because the database, the uploads and the secret are in it.
 * @param options.isShared several processes keep uploads in it: then the operator decides about the group's rights
 * @returns sentences that the operator should read
 * @throws SettingsError when the folder cannot be used
 */
export function openDataFolder(folder: string, { isShared }: { isShared: boolean }): string[] {
  try {
    makeFolder(folder);
    const { mode, uid } = statSync(folder);
    if (SHARED.includes(folder) || folder === parse(folder).root) {
      throw new SettingsError(
        `DATA_DIR: ${folder} is a folder that others use too; choose a folder inside it`,
      );
    }
    const names = isShared ? SUBFOLDERS : [...SUBFOLDERS, "pglite"];
    const folders = names.map((name) => join(folder, name));
    for (const one of folders.filter(existsSync)) tryToWrite(one);
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
 * Makes a folder and the folders above it. Node's own `recursive` never returns where the system answers ENOENT to
 * every `mkdir`, as in /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    // Another process has made it in between, or it is a symbolic link.
    if (!existsSync(folder)) throw new Error(`${folder} is a link that leads nowhere`, { cause });
  }
}

function tryToWrite(folder: string): void {
  const file = join(folder, `.writable-${process.pid}`);
  writeFileSync(file, "");
  rmSync(file, { force: true });
}

/** Only the owner of a folder can change its mode. If it belongs to another user, the operator has to do it. */
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
