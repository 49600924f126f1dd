"use client";

import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Mark } from "@/ui/primitives/mark";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function ErrorPage({ error, retry }: Props) {
  return (
    <main className="grid min-h-[80dvh] flex-1 place-items-center">
      <EmptyState
        level={1}
        icon={<Mark />}
        title="This page could not be shown"
        action={
          <>
            <Button variant="primary" onClick={retry}>
              Try again
            </Button>
            <Button asChild>
              <a href="/">Back to the start</a>
            </Button>
          </>
        }
      >
        Something went wrong while it was loaded. It may work again now.
        {error.digest && (
          <span className="mt-2 block font-mono text-ink-faint text-meta">{error.digest}</span>
        )}
      </EmptyState>
    </main>
  );
}
