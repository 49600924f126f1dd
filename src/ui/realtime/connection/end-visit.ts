import { toSignIn } from "@/ui/gate/return-path";
import { isSigningOut } from "@/ui/gate/sign-out";
import type { Refusal } from "./connection";
import { forgetLastChannel } from "../loading/last-channel";
import type { LocalMemory } from "../loading/local-memory";

/** Long enough to read the notice on the emptied page. */
const NOTICE_FOR = 1_400;

export interface Gate {
  /** Access ended: everything is dropped now, the page follows. */
  lock(message: string): void;
  /** The server will not have this connection, and time will not mend it. */
  refuse(refusal: Refusal): void;
  listen(): void;
  close(): void;
}

interface Ports {
  slug: string;
  workspaceId: string;
  userId: string;
  memory: LocalMemory;
  /** Empties store and outbox, ends the connection and leaves nothing on the page but these words. */
  drop: (words: string) => void;
}

/**
 * The way out when access ends. By a full load, so that no memory of the workspace survives it;
 * the other tabs of this person are told without waiting for the server.
 */
export function createGate({ slug, workspaceId, userId, memory, drop }: Ports): Gate {
  let tabs: BroadcastChannel | null = null;
  let shut = false;

  function lock(message: string): void {
    if (shut) return;
    shut = true;
    drop(message);
    memory.forget();
    forgetLastChannel(slug);
    tabs?.postMessage({ message });
    setTimeout(() => window.location.replace(`/w/${slug}/locked`), NOTICE_FOR);
  }

  function refuse({ code, message }: Refusal): void {
    if (code === "GUEST_LOCKED" || code === "GUEST_EXPIRED") return lock(message);
    if (shut) return;
    shut = true;
    drop("");
    // Whoever signs out here is on their way already, and knows why.
    if (isSigningOut()) return;
    const here = window.location.pathname;
    window.location.replace(code === "UNAUTHENTICATED" ? toSignIn(here, { hasEnded: true }) : "/");
  }

  return {
    lock,
    refuse,
    listen() {
      tabs = new BroadcastChannel(`gatehouse:gate:${workspaceId}:${userId}`);
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
