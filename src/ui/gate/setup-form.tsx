"use client";

import { useState } from "react";
import type { Workspace } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Notice } from "@/ui/primitives/notice";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { AccountFields } from "./account-fields";
import { deriveSlug } from "./derive-slug";

/** The first run: the owner's account and the first workspace in one go. */
export function SetupForm({ host }: { host: string }) {
  const [account, setAccount] = useState({ name: "", email: "", password: "" });
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? deriveSlug(name);

  const { run, busy, failure } = useAction(async () => {
    const answer = await request<{ workspace: Workspace }>("POST", "/api/setup", {
      ...account,
      workspace: { name, slug },
    });
    window.location.assign(`/w/${answer.workspace.slug}`);
  });

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Field label="Workspace name" error={failure?.issueFor("workspace.name")}>
        <Input
          name="workspace"
          placeholder="Acme"
          autoComplete="organization"
          required
          maxLength={80}
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
      <AccountFields account={account} onChange={setAccount} failure={failure} />
      {failure && failure.issues.length === 0 && <Notice>{failure.message}</Notice>}
      <Button type="submit" variant="primary" size="large" busy={busy} className="mt-1">
        Create workspace
      </Button>
    </form>
  );
}
