import type { Metadata } from "next";
import { throwUnreachable } from "@/app/visitor";
import { readPasswordLink } from "@/core/sign-in/password-link";
import { AppError } from "@/core/errors";
import { GateScreen } from "@/ui/gate/gate-screen";
import { NewPassword } from "@/ui/gate/new-password";

/** The address gives access to the account, so it must not be sent in a Referer. */
export const metadata: Metadata = { title: "New password", referrer: "origin" };

interface Props {
  searchParams: Promise<{ token?: string | string[] }>;
}

/** Opening it changes nothing: mail scanners open every link. */
export default async function NewPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const email = typeof token === "string" ? await readWhose(token) : null;
  if (typeof token !== "string" || email === null) {
    return (
      <GateScreen
        title="This link does not work any more"
        lead="It works once, within an hour, and a newer one replaces it."
      >
        <a href="/forgot-password" className="text-accent-ink underline underline-offset-3">
          Get another link
        </a>
      </GateScreen>
    );
  }
  return <NewPassword token={token} email={email} />;
}

async function readWhose(token: string): Promise<string | null> {
  try {
    return (await readPasswordLink(token)).email;
  } catch (error) {
    if (error instanceof AppError && error.code === "INVITE_GONE") return null;
    return throwUnreachable(error);
  }
}
