/**
 * The data that one person keeps in this browser for one workspace: drafts, unsent messages, the channels visited last.
 * All keys have the same prefix, so that everything can be deleted when access ends.
 */
export interface LocalMemory {
  read(key: string): string | null;
  write(key: string, text: string | null): void;
  readTab(key: string): string | null;
  writeTab(key: string, text: string | null): void;
  forget(): void;
}

const PREFIX = "gatehouse:";

export function createLocalMemory(userId: string, workspaceId: string): LocalMemory {
  const own = `${PREFIX}${userId}:${workspaceId}:`;
  // A composer saves its draft when it is unmounted. That must not bring back data that was deleted.
  let forgotten = false;
  const write = (storage: Storage, key: string, text: string | null) =>
    void attempt(() => (forgotten ? null : put(storage, own + key, text)));
  return {
    read: (key) => attempt(() => localStorage.getItem(own + key)),
    write: (key, text) => write(localStorage, key, text),
    readTab: (key) => attempt(() => sessionStorage.getItem(own + key)),
    writeTab: (key, text) => write(sessionStorage, key, text),
    forget() {
      forgotten = true;
      forgetStarting(own);
    },
  };
}

/** Called on sign-out: deletes the data of every person in this browser. */
export function forgetEverything(): void {
  forgetStarting(PREFIX);
}

function forgetStarting(prefix: string): void {
  attempt(() => {
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix)) storage.removeItem(key);
      }
    }
    return null;
  });
}

function put(storage: Storage, key: string, text: string | null): null {
  if (text === null || text === "") storage.removeItem(key);
  else storage.setItem(key, text);
  return null;
}

/** Storage throws an error if it is full or forbidden. Then nothing is remembered, and everything else works. */
function attempt(work: () => string | null): string | null {
  try {
    return work();
  } catch {
    return null;
  }
}
