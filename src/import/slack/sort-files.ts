import type { Folder } from "./match-folders";
import { type ArchiveFile, isDay } from "./read-archive";

export interface Day {
  day: string;
  file: ArchiveFile;
}

const LISTS = [
  "channels.json",
  "groups.json",
  "users.json",
  "org_users.json",
  "dms.json",
  "mpims.json",
];
/** Settings of the workspace: nobody's words. */
const SETTINGS = new Set(["integration_logs.json"]);

/** The files of an archive by what they are: lists by their name, folders of days, and the names of all others. */
export function sortFiles(files: ArchiveFile[]) {
  const root = findRoot(files);
  const lists = new Map<string, ArchiveFile>();
  const folders = new Map<string, Folder<Day>>();
  const others: string[] = [];
  for (const file of files) {
    const paths = file.names.flatMap((name) =>
      name.startsWith(root) ? name.slice(root.length) : [],
    );
    const [path = file.names[0]] = paths;
    const inFolder = paths.filter((one) => /^[^/]+\/[^/]+$/.test(one) && isDay(one));
    if (LISTS.includes(path)) lists.set(path, file);
    else if (inFolder.length > 0) addDay(folders, inFolder, file);
    else if (!SETTINGS.has(path)) others.push(path);
  }
  return { lists, folders: [...folders.values()], others };
}

/** An export that was unpacked and packed again may be in a folder. */
function findRoot(files: ArchiveFile[]): string {
  const lists = files
    .flatMap(({ names }) => names)
    .filter((name) => /^(?:[^/]+\/)?channels\.json$/.test(name));
  return lists[0]?.slice(0, -"channels.json".length) ?? "";
}

function addDay(folders: Map<string, Folder<Day>>, paths: string[], file: ArchiveFile): void {
  const names = paths.map((path) => path.slice(0, path.indexOf("/"))) as Folder<Day>["names"];
  const folder = folders.get(names[0]) ?? { names, days: [] };
  const [path = ""] = paths;
  folder.days.push({ day: path.slice(names[0].length + 1), file });
  folders.set(names[0], folder);
}
