"use client";

import type { EndedAccess } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Mark } from "@/ui/primitives/mark";
import { PageTitle } from "@/ui/primitives/page-title";
import { type OtherWorkspace, OtherWorkspaces } from "./other-workspaces";
import { signOut } from "./sign-out";
import { useAccessRestored } from "./use-access-restored";
import { ZonedMoment } from "./zoned-moment";

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
  const { workspace, how, reason, at } = lock;
  return (
    <>
      <h1 className="mt-8 font-semibold text-display [overflow-wrap:anywhere]">
        {how === "left" ? `You left ${workspace.name}` : `Your access to ${workspace.name} ended`}
      </h1>
      <p className="mt-3 text-balance text-ink-soft text-message">
        {describeHow(lock)}
        <span className="block text-balance">
          <ZonedMoment at={at} />
        </span>
      </p>
      <GivenReason how={how} reason={reason} />
      <p className="mt-6 text-balance text-ink-soft">{describeRest(how)}</p>
      <Contact lock={lock} />
    </>
  );
}

/** The reason in the admin's words, with its line breaks. Where somebody decided and gave none, that is said. */
function GivenReason({ how, reason }: Pick<EndedAccess, "how" | "reason">) {
  if (reason !== null) {
    return (
      <blockquote className="mt-6 whitespace-pre-line break-words rounded-lg border bg-raised px-5 py-4 text-left text-message">
        {reason}
      </blockquote>
    );
  }
  if (how !== "locked" && how !== "removed") return null;
  return <p className="mt-6 text-ink-soft">No reason was given.</p>;
}

function describeHow({ how, byRole, workspace: { name } }: EndedAccess): string {
  const who = `${byRole === "owner" ? "An owner" : "An admin"} of ${name}`;
  return {
    locked: `${who} revoked your access.`,
    expired: "Your guest access has expired.",
    removed: `${who} removed you.`,
    left: "You ended your guest access yourself.",
  }[how];
}

function describeRest(how: EndedAccess["how"]): string {
  if (how === "locked")
    return "What you sent stays there. If you are let back in, you find all of it again.";
  if (how === "expired")
    return "What you sent stays there. With more time, you find all of it again.";
  return "What you sent stays there. To come back you need a new invitation.";
}

const CONTACTS = { sponsor: "your contact there", inviter: "who invited you" };

/** Whom to ask. The name can be selected, and the address opens a mail. */
function Contact({ lock: { contact, how, workspace } }: { lock: EndedAccess }) {
  const about = how === "left" ? "If you have a question" : "If you think this is a mistake";
  if (!contact) {
    return (
      <p className="mt-6 text-balance text-ink-soft">
        {about}, ask an admin of {workspace.name}.
      </p>
    );
  }
  return (
    <section aria-label="Whom to ask" className="mt-6 text-balance text-ink-soft">
      <p>
        {about}, ask <span className="font-medium text-ink">{contact.name}</span>,{" "}
        {CONTACTS[contact.as]}, or an admin of {workspace.name}.
      </p>
      {contact.email && (
        <a
          href={`mailto:${encodeURIComponent(contact.email).replace("%40", "@")}`}
          className="mt-2 inline-flex min-h-6 items-center text-accent-ink underline underline-offset-3 [overflow-wrap:anywhere] coarse:min-h-11"
        >
          {contact.email}
        </a>
      )}
    </section>
  );
}
