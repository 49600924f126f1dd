import { toSignIn } from "@/ui/gate/return-path";
import { isSigningOut } from "@/ui/gate/sign-out";
import { forgetLastChannel } from "../loading/last-channel";
import type { LocalMemory } from "../loading/local-memory";
import { createObservable, type Observable } from "../observable";
import type { Refusal } from "./open-socket";

/** Long enough to read the message on the emptied page. */
const SHOWN_FOR_MS = 1_400;

export interface PageLock {
  /** Once true, nothing of the workspace may be on the page. */
  locked: Observable<boolean>;
  /** The message on the emptied page, until the browser has left it. */
  farewell: Observable<string>;
  /** Access has ended: empties the page now and leaves it. */
  lock(message: string): void;
  /** The server refuses the connection, and trying again does not help: leaves the page. */
  refuse(refusal: Refusal): void;
  listen(): void;
  close(): void;
}

interface Ports {
  slug: string;
  workspaceId: string;
  userId: string;
  memory: LocalMemory;
  /** Ends the connection and removes everything from the store and the outbox. */
  empty: () => void;
}

/**
 * Locks the page when access has ended. The page is left by a full load, so that nothing of the workspace stays in
 * memory. This tab notifies the person's other tabs, which then need not wait for the server.
 */
export function createPageLock({ slug, workspaceId, userId, memory, empty }: Ports): PageLock {
  const locked = createObservable(false);
  const farewell = createObservable("");
  let tabs: BroadcastChannel | null = null;

  function show(words: string): void {
    farewell.set(words);
    locked.set(true);
    empty();
  }

  function lock(message: string): void {
    if (locked.get()) return;
    show(isSigningOut() ? "" : message);
    memory.forget();
    forgetLastChannel(slug);
    tabs?.postMessage({ message });
    const next = isSigningOut() ? "/" : `/w/${slug}/locked`;
    setTimeout(() => window.location.replace(next), SHOWN_FOR_MS);
  }

  function refuse({ code, message }: Refusal): void {
    if (code === "GUEST_LOCKED" || code === "GUEST_EXPIRED") return lock(message);
    if (locked.get()) return;
    show("");
    // A person who signs out in this tab is on the way to the sign-in page already, and knows why.
    if (isSigningOut()) return;
    const here = window.location.pathname;
    window.location.replace(code === "UNAUTHENTICATED" ? toSignIn(here, { hasEnded: true }) : "/");
  }

  return {
    locked,
    farewell,
    lock,
    refuse,
    listen() {
      tabs = new BroadcastChannel(`gatehouse:lock:${workspaceId}:${userId}`);
      tabs.addEventListener("message", ({ data }: MessageEvent<{ message: string }>) =>
        lock(data.message),
      );
    },
    close() {
      tabs?.close();
      tabs = null;
    },
  };
}
