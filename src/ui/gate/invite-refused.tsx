"use client";

import type { ReactNode } from "react";
import type { InviteView } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { GateScreen } from "./gate-screen";
import { toSignIn } from "./return-path";
import { listDomains } from "./list-domains";
import { signOut } from "./sign-out";

interface InviteRefusedProps {
  view: Exclude<InviteView, { state: "open" }>;
  /** The path of the invitation, to come back to with another account. */
  path: string;
  /** The address of the account that the visitor is signed in with. */
  email: string | null;
  /** Links to other pages that the visitor may open. */
  foot: ReactNode;
}

/**
 * An invitation that this visitor cannot accept, and why. It names the workspace only to a visitor who is in it
 * already.
 */
export function InviteRefused({ view, path, email, foot }: InviteRefusedProps) {
  if (view.state === "inside") {
    const { name, slug } = view.workspace;
    return (
      <GateScreen
        open
        foot={foot}
        title={`You are in ${name} already`}
        lead="There is nothing to accept here."
      >
        <Button asChild variant="primary" size="large">
          <a href={`/w/${slug}`}>Open {name}</a>
        </Button>
      </GateScreen>
    );
  }
  if (view.state === "another-address") {
    return (
      <GateScreen
        foot={foot}
        title="This invitation is for another address"
        lead={`You are signed in as ${email}. To accept it, sign in with another account.`}
      >
        <Button variant="primary" size="large" onClick={() => void signOut(toSignIn(path))}>
          Sign in with another account
        </Button>
      </GateScreen>
    );
  }
  if (view.state === "another-domain") {
    return (
      <GateScreen
        foot={foot}
        title="This invitation is for other addresses"
        lead={`It is for addresses of ${listDomains(view.domains)}. You are signed in as ${email}. Sign in with another account, or ask the person who sent it for an invitation to yours.`}
      >
        <Button variant="primary" size="large" onClick={() => void signOut(toSignIn(path))}>
          Sign in with another account
        </Button>
      </GateScreen>
    );
  }
  if (view.state === "gone") {
    return (
      <GateScreen foot={foot} title="This invitation has ended" lead={describeGone(view)}>
        <ToStart />
      </GateScreen>
    );
  }
  return (
    <GateScreen
      foot={foot}
      title="Your access has ended"
      lead="This invitation does not give it back. If you think this is a mistake, please ask a workspace admin."
    >
      <ToStart />
    </GateScreen>
  );
}

const WHY = {
  used: "It was used already.",
  over: "Its time is up.",
  unsaid: "It was used already, withdrawn, or its time is up.",
};

function describeGone({ why, ask }: Extract<InviteView, { state: "gone" }>): string {
  return `${WHY[why]} Ask ${ask ?? "the person who sent it"} for a new link. If you have joined by it before, sign in.`;
}

function ToStart() {
  return (
    <a href="/" className="text-accent-ink underline underline-offset-3">
      Go to Gatehouse
    </a>
  );
}
