"use client";

import { useState } from "react";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type Fields, GateForm } from "./gate-form";
import { useTypedEmail } from "./typed-email";

/** Asks for a link by mail. The page never says whether the address has an account: only the mail does. */
export function ForgottenForm() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const typed = useTypedEmail();
  const { run, busy, failure } = useAction(async (fields: Fields) => {
    const email = fields("email").trim();
    await request("POST", "/api/auth/request-password-reset", { email });
    setSentTo(email);
  });

  if (sentTo !== null) {
    return (
      <p role="status" className="text-pretty">
        If there is an account with the address <b className="break-all">{sentTo}</b>, a link is on
        its way to it. It works for an hour, and once. Nothing there? Look in your spam folder.
      </p>
    );
  }
  return (
    <GateForm onSubmit={(fields) => void run(fields)}>
      <Field label="E-mail" error={failure?.issueFor("email")}>
        <Input {...typed} name="email" type="email" autoComplete="email" required autoFocus />
      </Field>
      {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        Send me a link
      </SubmitButton>
    </GateForm>
  );
}
