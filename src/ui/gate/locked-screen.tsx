"use client";

import type { EndedAccess } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Mark } from "@/ui/primitives/mark";
import { PageTitle } from "@/ui/primitives/page-title";
import { Time } from "@/ui/primitives/time";
import { type OtherWorkspace, OtherWorkspaces } from "./other-workspaces";
import { signOut } from "./sign-out";
import { useAccessRestored } from "./use-access-restored";

interface LockedScreenProps {
  lock: EndedAccess;
  others: readonly OtherWorkspace[];
}

/** Says what ended, why, when, by whom, and whom to ask. It shows nothing of the workspace's content. */
export function LockedScreen({ lock, others }: LockedScreenProps) {
  const { workspace } = lock;
  const restored = useAccessRestored(workspace.slug);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 py-12">
      <PageTitle>{`${restored ? LET_IN : "Access ended"} · Gatehouse`}</PageTitle>
      <div className="w-full max-w-104 text-center">
        <Mark open={restored} className="mx-auto size-16 stroke-1 text-ink-soft" />
        {!restored && <Ended lock={lock} />}
        <div role="status">{restored && <LetBackIn workspace={workspace} />}</div>
      </div>
      {!restored && <OtherWorkspaces workspaces={others} className="mt-12 w-full max-w-72" />}
      {!restored && (
        <Button variant="ghost" className="mt-14 text-ink-faint" onClick={() => void signOut()}>
          Sign out
        </Button>
      )}
    </main>
  );
}

const LET_IN = "You have been let back in";

/** The page returns by itself. The button is for people who do not want to wait, and for pages whose redirect fails. */
function LetBackIn({ workspace }: Pick<EndedAccess, "workspace">) {
  return (
    <div className="animate-rise">
      <h1 className="mt-8 font-semibold text-display">{LET_IN}</h1>
      <p className="mt-3 text-balance text-ink-soft text-message">
        You are taken to {workspace.name} in a moment.
      </p>
      <Button asChild variant="primary" size="large" className="mt-8">
        <a href={`/w/${workspace.slug}`}>Return to {workspace.name}</a>
      </Button>
    </div>
  );
}

function Ended({ lock }: { lock: EndedAccess }) {
  return (
    <>
      <h1 className="mt-8 font-semibold text-display">
        Your access to {lock.workspace.name} ended
      </h1>
      {lock.code === "GUEST_LOCKED" ? <Given lock={lock} /> : <TimeUp lock={lock} />}
      <p className="mt-6 text-pretty text-ink-soft">
        If you think this is a mistake, please ask{" "}
        {lock.contact ? `${lock.contact}, who invited you, or another` : "a"} workspace admin.
      </p>
    </>
  );
}

function Given({ lock }: { lock: EndedAccess }) {
  return (
    <figure className="mt-5 rounded-lg border bg-raised px-5 py-4 text-left">
      <blockquote className="break-words text-message">{lock.reason}</blockquote>
      <figcaption className="mt-2 text-ink-faint text-meta">
        {lock.byRole === "owner" ? "An owner" : "An admin"} of {lock.workspace.name},{" "}
        <Time at={lock.at} show="absolute" />
      </figcaption>
    </figure>
  );
}

function TimeUp({ lock }: { lock: EndedAccess }) {
  return (
    <p className="mt-3 text-ink-soft text-message">
      {lock.reason}. It ended <Time at={lock.at} show="absolute" className="text-ink" />.
    </p>
  );
}
