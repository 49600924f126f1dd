import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser, isSetUp } from "@/app/visitor";
import { GateScreen } from "@/ui/gate/gate-screen";
import { readReturnPath } from "@/ui/gate/return-path";
import { SignInForm } from "@/ui/gate/sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<{ next?: string | string[]; ended?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  if (!(await isSetUp())) redirect("/setup");
  const { next: wanted, ended } = await searchParams;
  const next = readReturnPath(wanted);
  if (await currentUser()) redirect(next);
  return (
    <GateScreen
      title={ended ? "Sign in again" : "Sign in"}
      lead={
        ended
          ? "You were signed out on this device. Somebody signed it out, a new password was set, or it was not used for long."
          : "New here? Ask somebody in the workspace for an invitation link."
      }
    >
      <SignInForm next={next} />
    </GateScreen>
  );
}
