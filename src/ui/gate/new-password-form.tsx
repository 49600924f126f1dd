"use client";

import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { NewPasswordField } from "@/ui/primitives/new-password-field";
import { Notice } from "@/ui/primitives/notice";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type Fields, GateForm } from "./gate-form";

/** A new password in place of one that was forgotten. */
export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const [isSet, setIsSet] = useState(false);
  const { run, busy, failure } = useAction(async (fields: Fields) => {
    await request("POST", "/api/auth/reset-password", { token, newPassword: fields("password") });
    setIsSet(true);
  });

  if (isSet) {
    return (
      <div className="flex flex-col gap-4">
        <p role="status">Your new password is set, and every device is signed out.</p>
        <Button asChild variant="primary" size="large">
          <a href="/sign-in">Sign in</a>
        </Button>
      </div>
    );
  }
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
        <Notice>
          {failure.message}{" "}
          {failure.code === "INVITE_GONE" && (
            <a href="/forgot-password" className="underline underline-offset-3">
              Get another link
            </a>
          )}
        </Notice>
      )}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        Set password
      </SubmitButton>
    </GateForm>
  );
}
