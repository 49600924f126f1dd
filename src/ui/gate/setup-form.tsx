"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { Workspace } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { SubmitButton } from "@/ui/primitives/submit-button";
import { type RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { AccountFields, readAccount } from "./account-fields";
import { type Fields, GateForm } from "./gate-form";
import { forgetTypedEmail } from "./typed-email";

/** The first run: makes the owner's account and the first workspace in one step. */
export function SetupForm({ host, asksForCode }: { host: string; asksForCode: boolean }) {
  const [name, setName] = useState("");
  const nameField = useRef<HTMLInputElement>(null);
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? deriveSlug(name);

  // Text that was typed before hydration is in the field, but not yet in the state.
  useLayoutEffect(() => setName(nameField.current?.value ?? ""), []);

  const { run, busy, failure } = useAction(async (fields: Fields) => {
    const answer = await request<{ workspace: Workspace }>("POST", "/api/setup", {
      ...readAccount(fields),
      workspace: { name, slug },
      ...(fields("code") && { code: fields("code") }),
    });
    forgetTypedEmail();
    window.location.assign(`/w/${answer.workspace.slug}`);
  });

  const isRefused = failure?.code === "FORBIDDEN";

  return (
    <GateForm onSubmit={(fields) => void run(fields)}>
      {(asksForCode || isRefused) && (
        <Field
          label="Set-up code"
          hint="It is in the log of the server, in the line “set-up code”."
          error={isRefused ? "Nothing is set up without the right code." : null}
        >
          <Input
            name="code"
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={40}
          />
        </Field>
      )}
      <Field label="Workspace name" error={failure?.issueFor("workspace.name")}>
        <Input
          ref={nameField}
          name="workspace"
          placeholder="Acme"
          autoComplete="organization"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field
        label="Workspace address"
        hint={<span className="break-all">{`${host}/w/${slug || "…"}`}</span>}
        error={failure?.issueFor("workspace.slug")}
      >
        <Input
          name="slug"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          required
          maxLength={40}
          pattern="[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?"
          title="Small letters, digits and hyphens"
          value={slug}
          onChange={(event) => setOwnSlug(event.target.value)}
        />
      </Field>
      <hr className="my-1" />
      <AccountFields failure={failure} />
      {failure && failure.issues.length === 0 && !isRefused && <SetupFailure failure={failure} />}
      <SubmitButton variant="primary" size="large" busy={busy} className="mt-1">
        Create workspace
      </SubmitButton>
    </GateForm>
  );
}

/** A conflict means that another tab, or somebody else, has set it up first. */
function SetupFailure({ failure }: { failure: RequestFailed }) {
  if (failure.code !== "CONFLICT") return <Alert>{failure.message}</Alert>;
  return (
    <Alert>
      This Gatehouse is set up already.{" "}
      <a href="/sign-in" className="underline underline-offset-3">
        Sign in
      </a>
    </Alert>
  );
}

/** "Größe & Söhne" → "grosse-sohne": the proposed address of a workspace, until the user types another. */
function deriveSlug(name: string): string {
  return foldText(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
