import { readFileSync } from "node:fs";
import path from "node:path";
import { SettingsError } from "@/lib/settings-error";

const REMEDY = "npm start builds them";

/**
 * Checks that the pages are there and were built with this server. Otherwise Next would end with a stack, or serve
 * pages that ask this server for routes that it does not have.
 * @throws SettingsError
 */
export function checkBuild(): void {
  const pages = read(".next/BUILD_ID");
  if (pages === null) {
    throw new SettingsError(`the pages are not built: there is no ${inFolder(".next")}. ${REMEDY}`);
  }
  const [, builtWith] = read("dist/built-from")?.split(" ") ?? [];
  if (builtWith !== undefined && builtWith !== pages) {
    throw new SettingsError(`the pages and the server are not of the same build. ${REMEDY} again`);
  }
}

const BUILT_CONFIGURATION = ".next/required-server-files.json";

/**
 * The configuration of Next with all its defaults, as the build stored it.
 * @throws SettingsError
 */
export function readBuiltConfiguration(): object {
  const written = read(BUILT_CONFIGURATION);
  if (written === null) {
    const missing = inFolder(BUILT_CONFIGURATION);
    throw new SettingsError(`the pages are not whole: there is no ${missing}. ${REMEDY} again`);
  }
  return (JSON.parse(written) as { config: object }).config;
}

/**
 * Explains in a sentence what Next could not load of the pages.
 * @throws SettingsError, or the error itself if it is about something else
 */
export function explainUnreadablePages(error: unknown): never {
  const { code = "", path: file = "" } = error as NodeJS.ErrnoException;
  if (!file.startsWith(inFolder(".next"))) throw error;
  if (code === "EACCES")
    throw new SettingsError(`this user may not read ${file}`, { cause: error });
  if (code !== "ENOENT") throw error;
  throw new SettingsError(`the pages are not whole: there is no ${file}. ${REMEDY} again`);
}

/** The content of a file; null if it does not exist. */
function read(file: string): string | null {
  try {
    return readFileSync(inFolder(file), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new SettingsError(`${inFolder(file)} cannot be read: ${message}`, { cause: error });
  }
}

const inFolder = (name: string) => path.resolve(process.cwd(), name);
