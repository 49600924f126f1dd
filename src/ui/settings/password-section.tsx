"use client";

import { useState } from "react";
import { Field } from "@/ui/primitives/field";
import { Alert } from "@/ui/primitives/alert";
import { NewPasswordField } from "@/ui/primitives/new-password-field";
import { PasswordInput } from "@/ui/primitives/password-input";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { toast } from "@/ui/primitives/toast";
import { type RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { Section } from "./section";

/** Changes the password. It signs out all other devices, in case somebody else knew the old one. */
export function PasswordSection({ email }: { email: string }) {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const { run, busy, failure } = useAction(async () => {
    await request("POST", "/api/auth/change-password", {
      currentPassword,
      newPassword,
      revokeOtherSessions: true,
    });
    setCurrent("");
    setNew("");
    toast.success("Your password is changed", {
      description: "Your other devices are signed out.",
    });
  });
  return (
    <Section title="Password" lead="Changing it signs your other devices out.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field label="Current password">
          <PasswordInput
            name="currentPassword"
            autoComplete="current-password"
            required
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <NewPasswordField
          label="New password"
          name="newPassword"
          value={newPassword}
          onChange={(event) => setNew(event.target.value)}
          error={failure?.issueFor("newPassword")}
        />
        {failure && !failure.issueFor("newPassword") && (
          <Alert>{describePasswordFailure(failure)}</Alert>
        )}
        <SubmitButton className="self-start" busy={busy}>
          Change password
        </SubmitButton>
      </form>
    </Section>
  );
}

function describePasswordFailure(failure: RequestFailed): string {
  if (failure.status !== 400) return failure.message;
  return "Your current password is not right. Nothing was changed.";
}
