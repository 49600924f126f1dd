"use client";

import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { PasswordInput } from "@/ui/primitives/password-input";
import type { RequestFailed } from "@/ui/request";

export interface Account {
  name: string;
  email: string;
  password: string;
}

interface AccountFieldsProps {
  account: Account;
  onChange: (account: Account) => void;
  failure: RequestFailed | null;
  /** The invitation is for this address only. */
  emailFixed?: boolean;
}

/** Name, e-mail and a new password, as set-up and invitation ask for them. */
export function AccountFields({ account, onChange, failure, emailFixed }: AccountFieldsProps) {
  return (
    <>
      <Field label="Your name" error={failure?.issueFor("name")}>
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={account.name}
          onChange={(event) => onChange({ ...account, name: event.target.value })}
        />
      </Field>
      <Field
        label="E-mail"
        error={failure?.issueFor("email")}
        hint={emailFixed ? "The invitation is for this address." : undefined}
      >
        <Input
          name="email"
          type="email"
          autoComplete="email"
          required
          readOnly={emailFixed}
          value={account.email}
          onChange={(event) => onChange({ ...account, email: event.target.value })}
        />
      </Field>
      <Field label="Password" hint="At least 8 characters." error={failure?.issueFor("password")}>
        <PasswordInput
          name="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          value={account.password}
          onChange={(event) => onChange({ ...account, password: event.target.value })}
        />
      </Field>
    </>
  );
}
