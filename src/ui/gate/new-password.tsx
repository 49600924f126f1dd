"use client";

import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { NewPasswordField } from "@/ui/primitives/new-password-field";
import { Alert } from "@/ui/primitives/alert";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type Fields, GateForm } from "./gate-form";
import { GateScreen } from "./gate-screen";
import { keepTypedEmail } from "./typed-email";

interface NewPasswordProps {
  token: string;
  email: string;
}

/**
 * Sets a new password in place of a forgotten one. It says beforehand what will happen, and afterwards that it is done.
 */
export function NewPassword({ token, email }: NewPasswordProps) {
  const [isSet, setIsSet] = useState(false);
  const address = <span className="break-all text-ink">{email}</span>;

  if (isSet) {
    return (
      <GateScreen
        title="Your new password is set"
        lead={
          <span role="status">
            Every device of {address} is signed out. Sign in with the new password.
          </span>
        }
      >
        <Button asChild variant="primary" size="large" className="w-full">
          <a ref={focus} href="/sign-in">
            Sign in
          </a>
        </Button>
      </GateScreen>
    );
  }
  return (
    <GateScreen
      title="Set a new password"
      lead={<>For {address}. Setting it signs you out on every device.</>}
    >
      <NewPasswordForm
        token={token}
        email={email}
        onSet={() => {
          keepTypedEmail(email);
          setIsSet(true);
        }}
      />
    </GateScreen>
  );
}

/** The button that had the focus is removed together with the form. */
const focus = (link: HTMLAnchorElement | null) => link?.focus();

function NewPasswordForm({ token, email, onSet }: NewPasswordProps & { onSet: () => void }) {
  const { run, busy, failure } = useAction(async (fields: Fields) => {
    await request("POST", "/api/auth/reset-password", { token, newPassword: fields("password") });
    onSet();
  });

  return (
    <GateForm onSubmit={(fields) => void run(fields)}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordField
        label="New password"
        name="password"
        autoFocus
        error={failure?.issueFor("newPassword")}
      />
      {failure && failure.issues.length === 0 && (
        <Alert>
          {failure.message}{" "}
          {failure.code === "INVITE_GONE" && (
            <a href="/forgot-password" className="underline underline-offset-3">
              Get another link
            </a>
          )}
        </Alert>
      )}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        Set password
      </SubmitButton>
    </GateForm>
  );
}
