import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isSetUp } from "@/app/visitor";
import { sendsMail } from "@/lib/sends-mail";
import { ForgottenForm } from "@/ui/gate/forgotten-form";
import { GateScreen } from "@/ui/gate/gate-screen";
import { readReturnPath, toSignIn } from "@/ui/gate/return-path";

export const metadata: Metadata = { title: "Forgotten password" };

interface Props {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function ForgottenPasswordPage({ searchParams }: Props) {
  if (!(await isSetUp())) redirect("/setup");
  const next = readReturnPath((await searchParams).next);
  const back = (
    <p className="mt-6 text-center">
      <a href={toSignIn(next)} className="text-accent-ink underline underline-offset-3">
        Back to the sign-in
      </a>
    </p>
  );
  if (sendsMail()) {
    return (
      <GateScreen
        title="Forgotten your password?"
        lead="We send a link to your address, by which you set a new one. It signs you out everywhere."
        foot={back}
      >
        <ForgottenForm />
      </GateScreen>
    );
  }
  return (
    <GateScreen title="Forgotten your password?" lead="This server sends no mail." foot={back}>
      <p className="text-pretty">
        Ask an admin of your workspace. On the page of members or guests they can make a link for
        you, by which you set a new password. Admins ask an owner. Owners ask the person who runs
        the server.
      </p>
    </GateScreen>
  );
}
