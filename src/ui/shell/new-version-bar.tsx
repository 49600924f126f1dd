"use client";

import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useObservable } from "@/ui/realtime/observable";
import type { Realtime } from "@/ui/realtime/realtime";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { Upload } from "@/ui/realtime/sending/uploads";
import { useConnection } from "@/ui/realtime/use-channels";

/** Nobody who only looks away for a moment finds the page at another place. */
const HIDDEN_FOR_MS = 60_000;
/** The server that has just started is not asked for all hidden pages at once. */
const SPREAD_MS = 300_000;

const RELOADED_FOR = "reloaded-for";

/**
 * Asks for a reload when the server is newer than this page. It is part of the page's first script: a newer server may
 * not have the later ones of an old page any more.
 */
export function NewVersionBar() {
  const realtime = useRealtime();
  const version = useObservable(realtime.connection.newerProtocol, (now) => now);
  const { status } = useConnection();
  const [isWarned, setWarned] = useState(false);
  useReloadWhenHidden(realtime, version);
  useEffect(() => {
    document.addEventListener("input", noteTyping);
    return () => document.removeEventListener("input", noteTyping);
  }, []);

  function reload() {
    if (isWarned || !wouldLose(realtime)) window.location.reload();
    else setWarned(true);
  }

  return (
    <div role="status">
      {version !== null && (
        <div className="flex flex-wrap items-center justify-center gap-x-2 border-b bg-panel px-4 pt-[max(0.375rem,env(safe-area-inset-top))] pb-1.5 text-ink-soft">
          <RefreshCw aria-hidden className="size-4 shrink-0" />
          <span className="text-pretty">
            {isWarned
              ? "What you are editing or uploading would be lost."
              : "A new version of Gatehouse is here."}
          </span>
          {status === "connected" && (
            <button
              type="button"
              onClick={reload}
              className="touch-target relative shrink-0 font-medium text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
            >
              {isWarned ? "Reload anyway" : "Reload"}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The fields of one line that somebody has typed into. Many are filled from the start, as the name in the settings. */
const typedInto = new WeakSet<EventTarget>();

function noteTyping({ target }: Event): void {
  if (target) typedInto.add(target);
}

/** Reloads a page that nobody looks at, if nothing is lost by it; once for each version of the server. */
function useReloadWhenHidden(realtime: Realtime, version: number | null): void {
  useEffect(() => {
    if (version === null) return;
    const { connection, memory } = realtime;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function attempt(): void {
      if (wouldLose(realtime)) return;
      // Without a connection the browser would put an error in the place of the page.
      if (!connection.isReady()) return wait();
      // While nodes are replaced, an older one may answer the reload: the new page would be asked again, for ever.
      const wanted = String(version);
      if (memory.readTab(RELOADED_FOR) === wanted) return;
      memory.writeTab(RELOADED_FOR, wanted);
      if (memory.readTab(RELOADED_FOR) === wanted) window.location.reload();
    }
    function wait(): void {
      clearTimeout(timer);
      if (document.visibilityState !== "hidden") return;
      timer = setTimeout(attempt, HIDDEN_FOR_MS + Math.random() * SPREAD_MS);
    }

    wait();
    document.addEventListener("visibilitychange", wait);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wait);
    };
  }, [realtime, version]);
}

/** What cannot be uploaded is no loss. */
const isUnfinished = ({ state, hopeless }: Upload) => state !== "done" && !hopeless;

/** Whether a reload would take something away: what stands in a composer, or waits to be sent, is kept. */
function wouldLose({ uploads }: Realtime): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    "textarea, input:not([type=file], [type=checkbox], [type=search])",
  );
  const isTyped = [...fields].some(
    (field) =>
      field.value !== "" &&
      !field.closest("[data-composer]") &&
      (field.matches("textarea") || typedInto.has(field)),
  );
  const isOpen = document.querySelector("[role=dialog], [role=alertdialog]") !== null;
  return isTyped || isOpen || uploads.list.get().some(isUnfinished);
}
