import type { MessageFile } from "@/lib/api-types";
import type { LocalMemory } from "../loading/local-memory";

/** An uploaded file of a message that is not sent yet. It is kept with the draft, for every tab of this browser. */
export interface KeptUpload {
  channelId: string;
  scope: string;
  file: MessageFile;
  at: number;
}

/** What was on its way when a tab was left. Nothing of it is on the server. */
export type LostUpload = Pick<KeptUpload, "channelId" | "scope"> & {
  name: string;
  type: string;
  size: number;
};

const KEPT = "uploads";
const UNDER_WAY = "uploading";
/** The server deletes a file that is not sent within a day. */
const KEPT_FOR_MS = 23 * 60 * 60 * 1000;

export const isOutdated = ({ at }: KeptUpload) => Date.now() - at > KEPT_FOR_MS;

/** Remembers uploads over a reload. Tabs add and remove single files: each may know of others. */
export function createKeptUploads(memory: LocalMemory) {
  const read = (): KeptUpload[] => JSON.parse(memory.read(KEPT) ?? "[]");
  const write = (kept: KeptUpload[]) =>
    memory.write(KEPT, kept.length === 0 ? null : JSON.stringify(kept));

  return {
    read,
    readLost: (): LostUpload[] => JSON.parse(memory.readTab(UNDER_WAY) ?? "[]"),
    noteUnderWay: (uploads: LostUpload[]) =>
      memory.writeTab(UNDER_WAY, uploads.length === 0 ? null : JSON.stringify(uploads)),
    add: (one: KeptUpload) => write([...read(), one]),
    remove: (ids: ReadonlySet<string>) =>
      ids.size > 0 && write(read().filter(({ file }) => !ids.has(file.id))),
    /** Calls `notify` with the ids of files that another tab has sent or removed. */
    watchRemoval(notify: (ids: ReadonlySet<string>) => void): () => void {
      const listen = ({ key, oldValue, newValue }: StorageEvent) => {
        if (!key?.endsWith(`:${KEPT}`) || !oldValue) return;
        const ids = (text: string) => (JSON.parse(text) as KeptUpload[]).map(({ file }) => file.id);
        const left = new Set(ids(newValue ?? "[]"));
        notify(new Set(ids(oldValue).filter((id) => !left.has(id))));
      };
      window.addEventListener("storage", listen);
      return () => window.removeEventListener("storage", listen);
    },
  };
}
