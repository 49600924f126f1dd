"use client";

import { useEffect, useState } from "react";
import type { Toaster as RealToaster } from "./toaster";
import type { Theme } from "./theme";
import { setToastPresenter, type Said } from "./toast";
import { createLazyPart } from "./piece";

const piece = createLazyPart(() => import("./toaster"));
const PLAIN_FOR_MS = 6_000;

/** Shows toasts. Its script is loaded for the first one. If it does not load, the text is shown as a plain line. */
export function LateToaster({ theme }: { theme: Theme }) {
  const [Toaster, setToaster] = useState<typeof RealToaster>();
  const [plain, setPlain] = useState<Said | null>(null);

  useEffect(() => {
    async function show(said: Said) {
      try {
        const toaster = await piece.fetch();
        setToaster(() => toaster.Toaster);
        await toaster.mounted;
        toaster.show(said);
      } catch {
        // The script could not be loaded. The text is shown all the same.
        setPlain(said);
      }
    }
    setToastPresenter((said) => void show(said));
  }, []);
  useEffect(() => {
    if (!plain) return;
    const timer = setTimeout(() => setPlain(null), PLAIN_FOR_MS);
    return () => clearTimeout(timer);
  }, [plain]);

  return (
    <>
      {Toaster && <Toaster theme={theme} />}
      <PlainToast said={plain} />
    </>
  );
}

function PlainToast({ said }: { said: Said | null }) {
  const description = said?.options?.description;
  return (
    <div role="status">
      {said && (
        <p className="fixed inset-x-3 top-28 z-50 rounded-lg bg-raised px-3.5 py-3 shadow-float md:inset-x-auto md:top-auto md:bottom-18 md:left-2 md:w-60">
          <span className="font-medium">{said.title}</span>
          {typeof description === "string" && (
            <span className="mt-0.5 block text-ink-soft">{description}</span>
          )}
        </p>
      )}
    </div>
  );
}
