import type { MessageFile } from "@/lib/api-types";
import type { LocalMemory } from "../loading/local-memory";
import { newId } from "@/ui/new-id";
import { type SentUpload, sendUpload } from "./send-upload";
import { createObservable, type Observable } from "../observable";

/** A file that is uploaded for a message that is not sent yet. */
export interface Upload {
  key: string;
  channelId: string;
  /** The composer that it belongs to: the id of a channel, or of a channel and a thread in it. */
  scope: string;
  /** The chosen file. After a reload: what the server knows about a file that had been uploaded before. */
  source: File | MessageFile;
  /** For a picture: the URL of its preview. */
  preview: string | null;
  state: "waiting" | "uploading" | "failed" | "done";
  /** From 0 to 1. */
  progress: number;
  error: string | null;
  /** Whether trying again cannot help. */
  hopeless: boolean;
  file: MessageFile | null;
}

export interface Uploads {
  list: Observable<readonly Upload[]>;
  /** Reads back the files that this tab had uploaded before it was loaded again. */
  restore(): void;
  /** @returns how many files were not added because a message has a maximum number */
  add(target: { channelId: string; scope: string }, sources: readonly File[]): number;
  retry(key: string): void;
  /** Removes a file. It cancels a running upload. */
  remove(key: string): void;
  /** Takes the uploaded files out of a scope, for the message that is being sent. */
  take(scope: string): MessageFile[];
  drop(): void;
}

export const MAX_FILES = 10;
/** More at once would leave the browser no connection for other requests. */
const MAX_PARALLEL_UPLOADS = 3;
const SHOWN = /^image\/(apng|avif|gif|jpeg|png|webp)$/;

const KEY = "uploads";

/** What this tab keeps of an upload over a reload. A file that is still on its way cannot be kept. */
type KeptUpload = Pick<Upload, "channelId" | "scope"> & { file: MessageFile };

/** The uploads of a workspace page. They continue when the user switches to another channel. */
export function createUploads(memory: LocalMemory, maxBytes: number): Uploads {
  const list = createObservable<readonly Upload[]>([]);
  const underWay = new Map<string, SentUpload>();

  const change = (key: string, part: Partial<Upload>) =>
    list.update((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  function save(): void {
    const kept = list
      .get()
      .flatMap(({ channelId, scope, file }): KeptUpload[] =>
        file ? [{ channelId, scope, file }] : [],
      );
    memory.writeTab(KEY, kept.length === 0 ? null : JSON.stringify(kept));
  }

  function pump(): void {
    for (const next of list.get()) {
      if (underWay.size >= MAX_PARALLEL_UPLOADS) return;
      if (next.state === "waiting" && next.source instanceof File) void carry(next, next.source);
    }
  }

  async function carry({ key, channelId }: Upload, source: File): Promise<void> {
    change(key, { state: "uploading", progress: 0, error: null });
    const sent = sendUpload(channelId, source, (progress) => change(key, { progress }));
    underWay.set(key, sent);
    try {
      change(key, { state: "done", file: await sent.file, progress: 1 });
      save();
    } catch (failure) {
      change(key, { state: "failed", error: failure instanceof Error ? failure.message : null });
    } finally {
      underWay.delete(key);
      pump();
    }
  }

  function leave(upload: Upload): void {
    underWay.get(upload.key)?.cancel();
    underWay.delete(upload.key);
    if (upload.preview) URL.revokeObjectURL(upload.preview);
  }

  const forget = (gone: readonly Upload[]) => {
    gone.forEach(leave);
    list.update((all) => all.filter((one) => !gone.includes(one)));
    save();
    pump();
  };

  return {
    list,
    restore: () => list.set(readBack(memory.readTab(KEY))),
    add({ channelId, scope }, sources) {
      const free = MAX_FILES - list.get().filter((one) => one.scope === scope).length;
      const taken = sources.slice(0, Math.max(0, free));
      const fresh = taken.map((source) => describe(source, channelId, scope, maxBytes));
      list.update((all) => [...all, ...fresh]);
      pump();
      return sources.length - taken.length;
    },
    retry(key) {
      change(key, { state: "waiting", error: null });
      pump();
    },
    remove: (key) => forget(list.get().filter((one) => one.key === key)),
    take(scope) {
      const done = list.get().filter((one) => one.scope === scope && one.file);
      forget(done);
      return done.flatMap((one) => one.file ?? []);
    },
    drop: () => forget(list.get()),
  };
}

function describe(source: File, channelId: string, scope: string, maxBytes: number): Upload {
  const tooLarge = source.size > maxBytes;
  return {
    key: newId(),
    channelId,
    scope,
    source,
    preview: SHOWN.test(source.type) ? URL.createObjectURL(source) : null,
    state: tooLarge ? "failed" : "waiting",
    progress: 0,
    error: tooLarge ? `At most ${Math.floor(maxBytes / 1024 / 1024)} MB` : null,
    hopeless: tooLarge,
    file: null,
  };
}

function readBack(text: string | null): Upload[] {
  if (!text) return [];
  return (JSON.parse(text) as KeptUpload[]).map(({ channelId, scope, file }) => ({
    key: newId(),
    channelId,
    scope,
    source: file,
    preview: file.width === null ? null : `/api/files/${file.id}`,
    state: "done",
    progress: 1,
    error: null,
    hopeless: false,
    file,
  }));
}
