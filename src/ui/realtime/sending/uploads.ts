import type { MessageFile } from "@/lib/api-types";
import type { LocalMemory } from "../loading/local-memory";
import { newId } from "@/ui/new-id";
import { createKeptUploads, isOutdated, type KeptUpload, type LostUpload } from "./kept-uploads";
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
  /**
   * Reads back the files that were uploaded and not sent, and says which ones this tab had not finished.
   * @returns stops listening to other tabs
   */
  restore(): () => void;
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

/** The uploads of a workspace page. They continue when the user switches to another channel. */
export function createUploads(memory: LocalMemory, maxBytes: number): Uploads {
  const list = createObservable<readonly Upload[]>([]);
  const underWay = new Map<string, SentUpload>();
  const kept = createKeptUploads(memory);

  const change = (key: string, part: Partial<Upload>) =>
    list.update((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const noteUnderWay = () =>
    kept.noteUnderWay(
      list
        .get()
        .filter(({ file, hopeless }) => !file && !hopeless)
        .map(({ channelId, scope, source: { name, type, size } }) => ({
          channelId,
          scope,
          name,
          type,
          size,
        })),
    );

  function pump(): void {
    for (const next of list.get()) {
      if (underWay.size >= MAX_PARALLEL_UPLOADS) return;
      if (next.state === "waiting" && next.source instanceof File) void carry(next, next.source);
    }
  }

  async function carry({ key, channelId, scope }: Upload, source: File): Promise<void> {
    change(key, { state: "uploading", progress: 0, error: null });
    const sent = sendUpload(channelId, source, (progress) => change(key, { progress }));
    underWay.set(key, sent);
    try {
      const file = await sent.file;
      change(key, { state: "done", file, progress: 1 });
      kept.add({ channelId, scope, file, at: Date.now() });
      noteUnderWay();
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
    kept.remove(idsOf(gone));
    noteUnderWay();
    pump();
  };

  return {
    list,
    restore() {
      list.set([...kept.read().map(readBack), ...kept.readLost().map(describeLost)]);
      kept.noteUnderWay([]);
      return kept.watchRemoval((ids) =>
        list.update((all) => all.filter(({ file }) => !file || !ids.has(file.id))),
      );
    },
    add({ channelId, scope }, sources) {
      const free = MAX_FILES - list.get().filter((one) => one.scope === scope).length;
      const taken = sources.slice(0, Math.max(0, free));
      const fresh = taken.map((source) => describe(source, channelId, scope, maxBytes));
      list.update((all) => [...all, ...fresh]);
      noteUnderWay();
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

const idsOf = (uploads: readonly Upload[]) =>
  new Set(uploads.flatMap(({ source, file }) => file?.id ?? ("id" in source ? source.id : [])));

function readBack(one: KeptUpload): Upload {
  const { channelId, scope, file } = one;
  const base = { key: newId(), channelId, scope, source: file, progress: 1 };
  if (isOutdated(one)) {
    const error = "It was not sent within a day. Choose it again.";
    return { ...base, preview: null, state: "failed", error, hopeless: true, file: null };
  }
  const preview = file.width === null ? null : `/api/files/${file.id}`;
  return { ...base, preview, state: "done", error: null, hopeless: false, file };
}

/** The page was left before the file had arrived, and a page cannot keep a file. */
function describeLost({ channelId, scope, ...file }: LostUpload): Upload {
  return {
    key: newId(),
    channelId,
    scope,
    source: { ...file, id: "", width: null, height: null },
    preview: null,
    state: "failed",
    progress: 0,
    error: "The page was left before it was uploaded. Choose it again.",
    hopeless: true,
    file: null,
  };
}
