"use client";

import { buttonLook } from "@/ui/primitives/button-look";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

/** It comes with the first script of every page, so it uses none of our components. */
export default function ErrorPage({ error, retry }: Props) {
  return (
    <main className="grid min-h-[80dvh] flex-1 place-items-center">
      <div className="mx-auto max-w-sm px-6 py-16 text-center">
        <h1 className="font-semibold text-base">This page could not be shown</h1>
        <p className="mt-1 text-pretty text-ink-soft">
          Something went wrong while it was loaded. It may work again now.
          {error.digest && (
            <span className="mt-2 block font-mono text-ink-faint text-meta">{error.digest}</span>
          )}
        </p>
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          <button type="button" className={buttonLook("primary")} onClick={retry}>
            Try again
          </button>
          <a href="/" className={buttonLook()}>
            Back to the start
          </a>
        </div>
      </div>
    </main>
  );
}
