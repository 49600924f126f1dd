"use client";

import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { NewPasswordField } from "@/ui/primitives/new-password-field";
import type { RequestFailed } from "@/ui/request";
import type { Fields } from "./gate-form";
import { useTypedEmail } from "./typed-email";

export interface Account {
  name: string;
  email: string;
  password: string;
}

/** The values of the account fields of a form. */
export function readAccount(fields: Fields): Account {
  return { name: fields("name"), email: fields("email"), password: fields("password") };
}

interface AccountFieldsProps {
  failure: RequestFailed | null;
  /** The only address that the invitation is for. */
  fixedEmail?: string | null;
  emailHint?: string | undefined;
}

/** Name, e-mail and a new password, for the set-up and for invitations. */
export function AccountFields({ failure, fixedEmail = null, emailHint }: AccountFieldsProps) {
  const typed = useTypedEmail();
  return (
    <>
      <Field label="Your name" error={failure?.issueFor("name")}>
        <Input name="name" autoComplete="name" required maxLength={80} />
      </Field>
      <Field label="E-mail" error={failure?.issueFor("email")} hint={emailHint}>
        <Input
          {...typed}
          name="email"
          type="email"
          autoComplete="email"
          required
          readOnly={fixedEmail !== null}
          defaultValue={fixedEmail ?? ""}
        />
      </Field>
      <NewPasswordField label="Password" name="password" error={failure?.issueFor("password")} />
    </>
  );
}
