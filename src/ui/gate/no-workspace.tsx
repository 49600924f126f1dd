"use client";

import type { FormerWorkspace } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Mark } from "@/ui/primitives/mark";
import { signOut } from "./sign-out";
import { ZonedMoment } from "./zoned-moment";

interface NoWorkspaceProps {
  email: string;
  former: readonly FormerWorkspace[];
}

/** For a user who is signed in, but is in no workspace: they were removed, have left, or were never invited. */
export function NoWorkspace({ email, former }: NoWorkspaceProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        level={1}
        icon={<Mark />}
        title="You are not in a workspace"
        action={<Button onClick={() => void signOut()}>Sign out</Button>}
      >
        <p>
          You are signed in as {email}.{" "}
          {former.length === 0
            ? "Ask somebody in the workspace for an invitation link and open it here."
            : "To come back, ask an admin there for a new invitation and open it here."}
        </p>
        {former.length > 0 && (
          <ul aria-label="Where you were" className="mt-5 flex flex-col gap-3">
            {former.map((workspace) => (
              <Former key={workspace.slug} workspace={workspace} />
            ))}
          </ul>
        )}
      </EmptyState>
    </main>
  );
}

function Former({ workspace: { name, slug, as, how, at } }: { workspace: FormerWorkspace }) {
  return (
    <li className="rounded-lg border bg-raised px-4 py-3 text-left [overflow-wrap:anywhere]">
      <p className="font-medium text-ink">
        {how === "left" ? `You left ${name}` : `You were removed from ${name}`}
      </p>
      <p className="text-meta">
        <ZonedMoment at={at} />
      </p>
      {as === "guest" && (
        <a
          href={`/w/${encodeURIComponent(slug)}/locked`}
          className="mt-1 inline-flex min-h-6 items-center text-accent-ink underline underline-offset-3 coarse:min-h-11"
        >
          {how === "left" ? "Whom to ask" : "Read why, and whom to ask"}
        </a>
      )}
    </li>
  );
}
