"use client";

import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Notice } from "@/ui/primitives/notice";
import { PasswordInput } from "@/ui/primitives/password-input";
import { type RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

/** E-mail and password, then on to where the person was going. */
export function SignInForm({ next }: { next: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, failure } = useAction(async () => {
    await request("POST", "/api/auth/sign-in/email", { email: email.trim(), password });
    window.location.assign(next);
  });

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Field label="E-mail">
        <Input
          name="email"
          type="email"
          autoComplete="email"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label="Password">
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {failure && <Notice>{describeSignInFailure(failure)}</Notice>}
      <Button type="submit" variant="primary" size="large" busy={busy} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}

/** Never says which of the two was wrong. */
function describeSignInFailure(failure: RequestFailed): string {
  if (failure.status !== 401) return failure.message;
  return "This e-mail and password do not match. Check both and try again.";
}
