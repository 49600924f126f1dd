"use client";

import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Mark } from "@/ui/primitives/mark";
import { signOut } from "./sign-out";

/** For a user who is signed in, but is in no workspace: they were removed, or never invited. */
export function NoWorkspace({ email }: { email: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        level={1}
        icon={<Mark />}
        title="You are not in a workspace"
        action={<Button onClick={() => void signOut()}>Sign out</Button>}
      >
        You are signed in as {email}. Ask somebody in the workspace for an invitation link and open
        it here.
      </EmptyState>
    </main>
  );
}
