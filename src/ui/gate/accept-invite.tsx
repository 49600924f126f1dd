"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/ui/primitives/button";
import { Alert } from "@/ui/primitives/alert";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { type RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type Account, AccountFields, readAccount } from "./account-fields";
import { GateForm } from "./gate-form";
import { toForgotten, toSignIn } from "./return-path";
import { signOut } from "./sign-out";
import { listDomains } from "./list-domains";
import { forgetTypedEmail } from "./typed-email";

interface AcceptInviteProps {
  token: string;
  /** The words on the button that accepts. */
  action: string;
  /** The only address that the invitation is for. Null if it is for any address, or if the visitor must not see it. */
  email: string | null;
  /** Whether the invitation is for one address only. */
  addressed: boolean;
  /** The domains of which an address must be; null: any. */
  domains: string[] | null;
  visitor: { name: string; email: string } | null;
}

/** Accepts an invitation. A visitor who is signed in needs one click. Others make an account or sign in to theirs. */
export function AcceptInvite(props: AcceptInviteProps) {
  const { token, action, email, addressed, domains, visitor } = props;
  const path = `/invite/${token}`;
  const { run, busy, failure } = useAction(async (body: Account | null) => {
    const answer = await request<{ workspace: { slug: string } }>(
      "POST",
      `/api/invites/${encodeURIComponent(token)}/accept`,
      body ?? {},
    );
    forgetTypedEmail();
    window.location.assign(`/w/${answer.workspace.slug}`);
  });

  return visitor ? (
    <div className="flex flex-col gap-4">
      {failure && <AcceptFailure failure={failure} />}
      <Button variant="primary" size="large" busy={busy} onClick={() => void run(null)}>
        {action}
      </Button>
      <p className="text-center text-ink-faint">
        Signed in as <span className="text-ink">{visitor.name}</span> ({visitor.email}).{" "}
        <Button variant="link" onClick={() => void signOut(path)}>
          Not you?
        </Button>
      </p>
    </div>
  ) : (
    <JoinForm
      action={action}
      email={email}
      addressed={addressed}
      domains={domains}
      busy={busy}
      failure={failure}
      forgotten={toForgotten(path)}
      onJoin={run}
    >
      <p className="text-center text-ink-soft">
        <Link href={toSignIn(path)} className="text-accent-ink underline underline-offset-3">
          I have an account
        </Link>
      </p>
    </JoinForm>
  );
}

interface JoinFormProps
  extends Pick<AcceptInviteProps, "action" | "email" | "addressed" | "domains"> {
  busy: boolean;
  failure: RequestFailed | null;
  forgotten: string;
  onJoin: (account: Account) => Promise<boolean>;
  children: ReactNode;
}

function JoinForm(props: JoinFormProps) {
  const { action, email, busy, failure, forgotten, onJoin, children } = props;
  return (
    <GateForm onSubmit={(fields) => void onJoin(readAccount(fields))}>
      <AccountFields failure={failure} fixedEmail={email} emailHint={describeAddress(props)} />
      {failure && failure.issues.length === 0 && (
        <AcceptFailure failure={failure} forgotten={forgotten} />
      )}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        {action}
      </SubmitButton>
      {children}
    </GateForm>
  );
}

/** A link that was shown on a screen may reach anybody. Its visitor must not learn whose address it is for. */
function describeAddress({
  addressed,
  email,
  domains,
}: Pick<AcceptInviteProps, "email" | "addressed" | "domains">): string | undefined {
  if (addressed) {
    return email
      ? "The invitation is for this address."
      : "Use the address that you were invited with.";
  }
  return domains ? `Use an address of ${listDomains(domains)}.` : undefined;
}

interface AcceptFailureProps {
  failure: RequestFailed;
  /** The page to set a new password, if the visitor has typed an address. */
  forgotten?: string;
}

/**
 * A visitor who gives the address of an existing account with a wrong password may not know that the account exists.
 * They are offered a new password.
 */
function AcceptFailure({ failure, forgotten }: AcceptFailureProps) {
  return (
    <Alert>
      {failure.message}{" "}
      {forgotten && failure.code === "UNAUTHENTICATED" && (
        <a href={forgotten} className="underline underline-offset-3">
          Forgotten your password?
        </a>
      )}
    </Alert>
  );
}
