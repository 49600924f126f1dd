"use client";

import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { PasswordInput } from "@/ui/primitives/password-input";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { type RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type Fields, GateForm } from "./gate-form";
import { toForgotten } from "./return-path";
import { forgetTypedEmail, useTypedEmail } from "./typed-email";

/** Asks for e-mail and password, then opens the page that the user wanted. */
export function SignInForm({ next }: { next: string }) {
  const typed = useTypedEmail();
  const { run, busy, failure } = useAction(async (fields: Fields) => {
    await request("POST", "/api/auth/sign-in/email", {
      email: fields("email").trim(),
      password: fields("password"),
    });
    forgetTypedEmail();
    window.location.assign(next);
  });

  return (
    <GateForm onSubmit={(fields) => void run(fields)}>
      <Field label="E-mail">
        <Input {...typed} name="email" type="email" autoComplete="email" required autoFocus />
      </Field>
      <Field label="Password">
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      {failure && <Alert>{describeSignInFailure(failure)}</Alert>}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        Sign in
      </SubmitButton>
      <p className="text-center text-ink-soft">
        <a href={toForgotten(next)} className="text-accent-ink underline underline-offset-3">
          Forgotten your password?
        </a>
      </p>
    </GateForm>
  );
}

/**
 * Never says whether the address or the password was wrong: that would tell strangers which addresses have an account.
 */
function describeSignInFailure(failure: RequestFailed): string {
  if (failure.status !== 401) return failure.message;
  return "This e-mail and password do not match. Check both and try again.";
}
